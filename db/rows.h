#pragma once

#include "comandos/domain/state.h"
#include "db/sqlite.h"

#include <optional>
#include <string_view>

// Rows that the writer and the readers both ask for, in one place so that both see the same.
namespace latido::db {

// Asks one store about tenants, customers and series.
class Lookups {
 public:
  explicit Lookups(Connection& db);

  std::optional<TenantId> tenant(std::string_view name);
  std::int64_t head_position(TenantId tenant);
  std::optional<domain::Customer> customer(TenantId tenant, std::string_view customer_id);
  std::optional<domain::SeriesState> series(TenantId tenant, std::string_view name);

 private:
  Statement tenant_;
  Statement head_;
  Statement customer_;
  Statement series_;
};

// The columns that read_series() expects, in its order.
#define LATIDO_SERIES_COLUMNS                                                              \
  "series, prefix, first_number, last_number, next_number, digits, valid_from, valid_to, " \
  "last_issue_date, authorization"
domain::SeriesState read_series(const Rows& row);

inline Date read_date(const Rows& row, int column) {
  return Date{static_cast<std::int32_t>(row.integer(column))};
}

// Throws StoreError where the stored code is not a currency of ISO 4217.
Currency read_currency(const Rows& row, int column);

}  // namespace latido::db
