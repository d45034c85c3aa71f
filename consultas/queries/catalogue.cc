#include "common/wire/document_codec.h"
#include "common/wire/fields.h"
#include "common/wire/put.h"
#include "common/wire/tax_codec.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {
namespace {

void write_versions(schema::TaxRate::Builder out, const domain::TaxRateState& in) {
  auto list = out.initVersions(static_cast<unsigned>(in.versions.size()));
  for (unsigned i = 0; i < in.versions.size(); ++i) {
    const auto& version = in.versions[i];
    wire::put(to_text(version.valid_from), [&](auto t) { list[i].setValidFrom(t); });
    list[i].setCategory(std::string(wire::category_name(version.tax.category)));
    if (version.tax.category != domain::TaxCategory::o)
      list[i].setPercent(to_percent_text(version.tax.rate));
  }
}

}  // namespace

Checked get_product(const Scope& scope, schema::GetProduct::Reader in, Answer reply) {
  std::string id;
  LATIDO_TRY(id, wire::check_product_id(wire::view(in.getProductId())));
  const auto found = product_at(scope, id);
  if (!found) return reject(Code::not_found, "productId", "There is no such product.");
  auto out = reply.initProduct();
  out.setProductId(found->product.product_id);
  out.setName(found->product.name);
  wire::put(found->product.unit_code, [&](auto t) { out.setUnitCode(t); });
  out.setArchived(found->archived);
  return {};
}

Checked get_price(const Scope& scope, schema::GetPrice::Reader in, Answer reply) {
  std::string id;
  LATIDO_TRY(id, wire::check_price_id(wire::view(in.getPriceId())));
  const auto found = price_at(scope, id);
  if (!found) return reject(Code::not_found, "priceId", "There is no such price.");
  const auto& price = found->price;
  auto out = reply.initPrice();
  out.setPriceId(price.price_id);
  out.setProductId(price.product_id);
  out.setCurrency(std::string(price.currency.text()));
  out.setUnitPrice(to_text(price.unit_price));
  out.setBaseQuantity(to_text(price.base_quantity));
  wire::put(price.tax_code, [&](auto t) { out.setTaxCode(t); });
  out.setArchived(found->archived);
  return {};
}

Checked get_tax_rate(const Scope& scope, schema::GetTaxRate::Reader in, Answer reply) {
  std::string code;
  LATIDO_TRY(code, wire::check_tax_code(wire::view(in.getTaxCode())));
  std::optional<domain::TaxRateState> found;
  LATIDO_TRY(found, tax_rate_at(scope, code));
  if (!found) return reject(Code::not_found, "taxCode", "There is no such tax rate.");
  auto out = reply.initTaxRate();
  out.setTaxCode(found->tax_code);
  write_versions(out, *found);
  wire::put(to_text(found->retired_after), [&](auto t) { out.setRetiredAfter(t); });
  wire::put(to_text(found->last_used), [&](auto t) { out.setLastUsed(t); });
  return {};
}

Checked get_books(const Scope& scope, Answer reply) {
  domain::BooksState books;
  LATIDO_TRY(books, books_at(scope));
  auto out = reply.initBooks();
  if (const auto seller = seller_at(scope)) wire::write_seller(out.initSeller(), *seller);
  auto policy = out.initPolicy();
  policy.setRoundingProfile(static_cast<schema::RoundingProfile>(books.policy.rounding_profile));
  policy.setVoidForbidden(books.policy.void_forbidden);
  wire::put(to_text(books.closed_through), [&](auto t) { out.setClosedThrough(t); });
  return {};
}

}  // namespace latido::consultas
