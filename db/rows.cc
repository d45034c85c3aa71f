#include "db/rows.h"

#include "db/keys.h"

namespace latido::db {
namespace {

domain::Price read_price(const Rows& row) {
  return {.price_id = row.text(0),
          .product_id = row.text(1),
          .currency = read_currency(row, 2),
          .unit_price = Decimal{row.integer(3)},
          .base_quantity = Decimal{row.integer(4)},
          .tax_code = row.text(5)};
}

}  // namespace

Lookups::Lookups(Connection& db)
    : tenant_(db, "SELECT tenant_id FROM tenant WHERE name = ?"),
      head_(db,
            "SELECT event_key FROM event WHERE event_key BETWEEN ? AND ? ORDER BY event_key DESC "
            "LIMIT 1"),
      customer_(db,
                "SELECT c.customer_id, v.name, v.tax_id, v.street, v.city, v.postal_code, "
                "v.country, c.version, c.archived FROM customer c CROSS JOIN customer_version v ON "
                "v.customer_key = c.customer_key AND v.version = c.version "
                "WHERE c.tenant_id = ? AND c.customer_id = ?"),
      product_(db,
               "SELECT product_id, name, unit_code, archived FROM product WHERE tenant_id = ? AND "
               "product_id = ?"),
      price_(db,
             "SELECT r.price_id, p.product_id, r.currency, r.unit_price, r.base_quantity, "
             "r.tax_code, r.archived, p.name, p.unit_code, p.archived FROM price r CROSS JOIN "
             "product p ON p.product_key = r.product_key WHERE r.tenant_id = ? AND r.price_id = ?"),
      tax_code_(db,
                "SELECT tax_code_key, retired_after, last_used FROM tax_code WHERE tenant_id = ? "
                "AND tax_code = ?"),
      tax_rates_(db,
                 "SELECT valid_from, category, rate FROM tax_rate WHERE tax_code_key = ? ORDER BY "
                 "valid_from"),
      books_(db,
             "SELECT closed_through, rounding_profile, void_forbidden FROM books WHERE tenant_id = "
             "?"),
      seller_country_(db,
                      "SELECT country FROM seller WHERE seller_key BETWEEN ? AND ? ORDER BY "
                      "seller_key DESC LIMIT 1"),
      series_(db,
              "SELECT " LATIDO_SERIES_COLUMNS " FROM series WHERE tenant_id = ? AND series = ?") {}

std::optional<TenantId> Lookups::tenant(std::string_view name) {
  auto rows = tenant_.query(name);
  if (!rows.next()) return std::nullopt;
  return rows.integer(0);
}

std::int64_t Lookups::head_position(TenantId tenant) {
  auto rows = head_.query(make_key(tenant, 1), make_key(tenant, kPositionMax));
  return rows.next() ? position_of(rows.integer(0)) : 0;
}

std::optional<domain::CustomerState> Lookups::customer(TenantId tenant,
                                                       std::string_view customer_id) {
  auto row = customer_.query(tenant, customer_id);
  if (!row.next()) return std::nullopt;
  return domain::CustomerState{.customer = {.customer_id = row.text(0),
                                            .name = row.text(1),
                                            .tax_id = row.text(2),
                                            .address = read_address(row, 3)},
                               .version = static_cast<std::uint32_t>(row.integer(7)),
                               .archived = row.integer(8) != 0};
}

std::optional<domain::ProductState> Lookups::product(TenantId tenant, std::string_view product_id) {
  auto row = product_.query(tenant, product_id);
  if (!row.next()) return std::nullopt;
  return domain::ProductState{
      .product = {.product_id = row.text(0), .name = row.text(1), .unit_code = row.text(2)},
      .archived = row.integer(3) != 0};
}

std::optional<domain::PriceState> Lookups::price(TenantId tenant, std::string_view price_id) {
  auto row = price_.query(tenant, price_id);
  if (!row.next()) return std::nullopt;
  return domain::PriceState{
      .price = read_price(row),
      .archived = row.integer(6) != 0,
      .product = {.product_id = row.text(1), .name = row.text(7), .unit_code = row.text(8)},
      .product_archived = row.integer(9) != 0};
}

std::optional<domain::TaxRateState> Lookups::tax_rate(TenantId tenant, std::string_view tax_code) {
  auto code = tax_code_.query(tenant, tax_code);
  if (!code.next()) return std::nullopt;
  domain::TaxRateState state{.tax_code = std::string(tax_code),
                             .versions = {},
                             .retired_after = read_date(code, 1),
                             .last_used = read_date(code, 2)};
  auto rate = tax_rates_.query(code.integer(0));
  while (rate.next()) {
    state.versions.push_back({.valid_from = read_date(rate, 0), .tax = read_tax(rate, 1)});
  }
  return state;
}

domain::BooksState Lookups::books(TenantId tenant) {
  domain::BooksState state;
  auto row = books_.query(tenant);
  if (row.next()) {
    state.closed_through = read_date(row, 0);
    state.policy = {.rounding_profile = static_cast<domain::RoundingProfile>(row.integer(1)),
                    .void_forbidden = row.integer(2) != 0};
  }
  auto seller = seller_country_.query(make_key(tenant, 1), make_key(tenant, kPositionMax));
  state.has_seller = seller.next();
  if (state.has_seller) state.seller_country = seller.text(0);
  return state;
}

std::optional<domain::SeriesState> Lookups::series(TenantId tenant, std::string_view name) {
  auto rows = series_.query(tenant, name);
  if (!rows.next()) return std::nullopt;
  return read_series(rows);
}

domain::SeriesState read_series(const Rows& row) {
  return domain::SeriesState{.series = row.text(0),
                             .prefix = row.text(1),
                             .first_number = row.integer(2),
                             .last_number = row.integer(3),
                             .next_number = row.integer(4),
                             .digits = static_cast<std::uint8_t>(row.integer(5)),
                             .valid_from = read_date(row, 6),
                             .valid_to = read_date(row, 7),
                             .last_issue_date = read_date(row, 8),
                             .authorization = row.text(9),
                             .kind = read_kind(row, 10),
                             .closed = row.integer(11) != 0};
}

Currency read_currency(const Rows& row, int column) {
  const auto currency = parse_currency(row.bytes(column), "currency");
  if (!currency) throw StoreError("the store holds an unknown currency: " + row.text(column));
  return *currency;
}

}  // namespace latido::db
