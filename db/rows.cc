#include "db/rows.h"

#include "db/keys.h"

namespace latido::db {

Lookups::Lookups(Connection& db)
    : tenant_(db, "SELECT tenant_id FROM tenant WHERE name = ?"),
      head_(db,
            "SELECT event_key FROM event WHERE event_key BETWEEN ? AND ? ORDER BY event_key DESC "
            "LIMIT 1"),
      customer_(
          db,
          "SELECT customer_id, name, tax_id, street, city, postal_code, country FROM customer "
          "WHERE tenant_id = ? AND customer_id = ?"),
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

std::optional<domain::Customer> Lookups::customer(TenantId tenant, std::string_view customer_id) {
  auto rows = customer_.query(tenant, customer_id);
  if (!rows.next()) return std::nullopt;
  return domain::Customer{.customer_id = rows.text(0),
                          .name = rows.text(1),
                          .tax_id = rows.text(2),
                          .address = {.street = rows.text(3),
                                      .city = rows.text(4),
                                      .postal_code = rows.text(5),
                                      .country = rows.text(6)}};
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
                             .authorization = row.text(9)};
}

Currency read_currency(const Rows& row, int column) {
  const auto currency = parse_currency(row.bytes(column), "currency");
  if (!currency) throw StoreError("the store holds an unknown currency: " + row.text(column));
  return *currency;
}

}  // namespace latido::db
