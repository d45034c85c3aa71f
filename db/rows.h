#pragma once

#include "comandos/domain/catalogue.h"
#include "comandos/domain/document.h"
#include "comandos/domain/state.h"
#include "db/sqlite.h"
#include "db/store.h"

#include <optional>
#include <string_view>

// Rows that the writer and the readers both ask for, in one place so that both see the same.
namespace latido::db {

// Asks one store about a tenant's books, by the names that people use.
class Lookups {
 public:
  explicit Lookups(Connection& db);

  std::optional<TenantId> tenant(std::string_view name);
  std::int64_t head_position(TenantId tenant);
  std::optional<domain::CustomerState> customer(TenantId tenant, std::string_view customer_id);
  std::optional<domain::ProductState> product(TenantId tenant, std::string_view product_id);
  std::optional<domain::PriceState> price(TenantId tenant, std::string_view price_id);
  std::optional<domain::TaxRateState> tax_rate(TenantId tenant, std::string_view tax_code);
  domain::BooksState books(TenantId tenant);
  std::optional<domain::SeriesState> series(TenantId tenant, std::string_view name);

 private:
  Statement tenant_;
  Statement head_;
  Statement customer_;
  Statement product_;
  Statement price_;
  Statement tax_code_;
  Statement tax_rates_;
  Statement books_;
  Statement seller_country_;
  Statement series_;
};

// The columns that read_series() expects, in its order.
#define LATIDO_SERIES_COLUMNS                                                              \
  "series, prefix, first_number, last_number, next_number, digits, valid_from, valid_to, " \
  "last_issue_date, authorization, kind, closed"

domain::SeriesState read_series(const Rows& row);

inline Date read_date(const Rows& row, int column) {
  return Date{static_cast<std::int32_t>(row.integer(column))};
}

// Two columns: category, rate.
inline domain::Tax read_tax(const Rows& row, int column) {
  return {.category = static_cast<domain::TaxCategory>(row.integer(column)),
          .rate = Rate{static_cast<std::int32_t>(row.integer(column + 1))}};
}

// Four columns: street, city, postal_code, country.
inline domain::Address read_address(const Rows& row, int column) {
  return {.street = row.text(column),
          .city = row.text(column + 1),
          .postal_code = row.text(column + 2),
          .country = row.text(column + 3)};
}

// Throws StoreError where the stored code is not a currency of ISO 4217.
Currency read_currency(const Rows& row, int column);

// The stored numbers of kinds of document: 1 invoices, 2 credit notes.
inline int stored_kind(domain::DocumentKind kind) { return static_cast<int>(kind) + 1; }
inline domain::DocumentKind read_kind(const Rows& row, int column) {
  return static_cast<domain::DocumentKind>(row.integer(column) - 1);
}

}  // namespace latido::db
