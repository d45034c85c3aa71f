#include "comandos/domain/catalogue.h"

#include "comandos/domain/decide.h"

namespace latido::domain {
namespace {

Rejection no_such_product(const std::string& product_id) {
  return {Code::unknown_product, "productId", "There is no product " + product_id + "."};
}

Rejection archived_product(const std::string& product_id) {
  return {Code::archived, "productId", "The product " + product_id + " is archived."};
}

}  // namespace

Result<ProductCreated> decide(const CreateProduct& command,
                              const std::optional<ProductState>& existing) {
  if (existing) {
    return reject(Code::duplicate_product,
                  "productId",
                  "There is a product " + command.product.product_id + " already.");
  }
  return ProductCreated{command.product};
}

Result<ProductArchived> decide(const ArchiveProduct& command,
                               const std::optional<ProductState>& existing) {
  if (!existing) return tl::make_unexpected(no_such_product(command.product_id));
  if (existing->archived) return tl::make_unexpected(archived_product(command.product_id));
  return ProductArchived{command.product_id};
}

Result<PriceCreated> decide(const CreatePrice& command,
                            const std::optional<PriceState>& existing,
                            const std::optional<ProductState>& product,
                            const std::optional<TaxRateState>& tax_rate) {
  const auto& price = command.price;
  if (existing) {
    return reject(Code::duplicate_price,
                  "priceId",
                  "There is a price " + price.price_id +
                      " already, and a price never changes: create another.");
  }
  if (!product) return tl::make_unexpected(no_such_product(price.product_id));
  if (product->archived) return tl::make_unexpected(archived_product(price.product_id));
  if (!price.tax_code.empty() && !tax_rate) {
    return reject(
        Code::unknown_tax_rate, "taxCode", "There is no tax rate " + price.tax_code + ".");
  }
  return PriceCreated{price};
}

Result<PriceArchived> decide(const ArchivePrice& command,
                             const std::optional<PriceState>& existing) {
  if (!existing) {
    return reject(Code::unknown_price, "priceId", "There is no price " + command.price_id + ".");
  }
  if (existing->archived) {
    return reject(Code::archived, "priceId", "The price " + command.price_id + " is archived.");
  }
  return PriceArchived{command.price_id};
}

}  // namespace latido::domain
