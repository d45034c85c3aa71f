#include "db/reader_impl.h"

namespace latido::db {

std::optional<domain::CustomerState> ReadStore::customer(TenantId tenant,
                                                         std::string_view customer_id) {
  const Snapshot snapshot(*this);
  return impl_->lookups.customer(tenant, customer_id);
}

std::optional<domain::SeriesState> ReadStore::series(TenantId tenant, std::string_view series) {
  return impl_->lookups.series(tenant, series);
}

std::optional<domain::ProductState> ReadStore::product(TenantId tenant,
                                                       std::string_view product_id) {
  return impl_->lookups.product(tenant, product_id);
}

std::optional<domain::PriceState> ReadStore::price(TenantId tenant, std::string_view price_id) {
  const Snapshot snapshot(*this);
  return impl_->lookups.price(tenant, price_id);
}

std::optional<domain::TaxRateState> ReadStore::tax_rate(TenantId tenant,
                                                        std::string_view tax_code) {
  const Snapshot snapshot(*this);
  return impl_->lookups.tax_rate(tenant, tax_code);
}

domain::BooksState ReadStore::books(TenantId tenant) {
  const Snapshot snapshot(*this);
  return impl_->lookups.books(tenant);
}

std::optional<domain::Seller> ReadStore::seller(TenantId tenant, std::int64_t through) {
  auto row = impl_->documents.seller_before.query(make_key(tenant, 1), make_key(tenant, through));
  if (!row.next()) return std::nullopt;
  return domain::Seller{
      .name = row.text(0), .tax_id = row.text(1), .address = read_address(row, 2)};
}

}  // namespace latido::db
