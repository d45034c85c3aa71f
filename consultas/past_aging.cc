#include "consultas/past_aging.h"

#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_account.h"

#include <map>
#include <string>

namespace latido::consultas {
namespace {

constexpr std::size_t kCustomers = 1'000;  // that a page looks at

Result<std::vector<db::CustomerKey>> customers_of(const Scope& scope,
                                                  const db::AgingFilter& filter) {
  if (filter.customer_id.empty())
    return scope.store.customers(scope.tenant, filter.after, *scope.as_of, kCustomers);
  std::int64_t position = 0;
  LATIDO_TRY(position, find_customer(scope, filter.customer_id));
  if (position <= filter.after) return std::vector<db::CustomerKey>();
  return std::vector<db::CustomerKey>{{position, filter.customer_id}};
}

void add_rows(const std::vector<db::Due>& dues,
              const std::string& customer_id,
              Date date,
              std::vector<db::AgingRow>& rows) {
  std::map<std::string, db::AgingRow> by_currency;
  for (const auto& due : dues) {
    auto& row = by_currency[std::string(due.currency.text())];
    row.customer_id = customer_id;
    row.currency = due.currency;
    row.add(due.date, date, due.amount);
  }
  for (auto& [code, row] : by_currency) rows.push_back(std::move(row));
}

}  // namespace

Result<db::AgingPage> aging_at(const Scope& scope, const db::AgingFilter& filter) {
  db::AgingPage page;
  std::vector<db::CustomerKey> customers;
  LATIDO_TRY(customers, customers_of(scope, filter));
  Trails trails(scope, *scope.as_of);
  std::int64_t last = filter.after;
  for (const auto& customer : customers) {
    if (page.rows.size() >= filter.limit || trails.enough()) {
      page.next = last;
      return page;
    }
    std::vector<db::Due> dues;
    LATIDO_TRY(dues, dues_at(scope, trails, customer.position));
    add_rows(dues, customer.customer_id, filter.date, page.rows);
    last = customer.position;
  }
  if (customers.size() == kCustomers) page.next = last;
  return page;
}

}  // namespace latido::consultas
