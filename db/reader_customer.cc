#include "db/reader_impl.h"

#include <algorithm>

namespace latido::db {

CustomerStatements::CustomerStatements(Connection& db)
    : due(db,
          "SELECT currency, sum(amount), sum(CASE WHEN due_date < ?2 THEN amount ELSE 0 END) FROM "
          "open_due WHERE customer_key = ?1 GROUP BY currency ORDER BY currency"),
      credit(db,
             "SELECT currency, amount FROM customer_credit WHERE customer_key = ? ORDER BY "
             "currency"),
      page(
          db,
          "SELECT customer_key, customer_id FROM customer WHERE customer_key BETWEEN ? AND ? ORDER "
          "BY customer_key LIMIT ?") {}

namespace {

CurrencyBalance& balance_in(std::vector<CurrencyBalance>& all, Currency currency) {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const auto& b) { return b.currency == currency; });
  if (at != all.end()) return *at;
  return all.emplace_back(CurrencyBalance{.currency = currency});
}

std::vector<CurrencyBalance> read_balances(CustomerStatements& from,
                                           std::int64_t customer_key,
                                           Date today) {
  std::vector<CurrencyBalance> all;
  {
    auto row = from.due.query(customer_key, today.days);
    while (row.next()) {
      auto& balance = balance_in(all, read_currency(row, 0));
      balance.receivable = row.integer(1);
      balance.overdue = row.integer(2);
    }
  }
  auto row = from.credit.query(customer_key);
  while (row.next()) balance_in(all, read_currency(row, 0)).credit = row.integer(1);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.currency.text() < b.currency.text();
  });
  return all;
}

}  // namespace

std::optional<std::vector<CurrencyBalance>> ReadStore::balances(TenantId tenant,
                                                                std::string_view customer_id,
                                                                Date today) {
  const Snapshot snapshot(*this);
  const auto key = impl_->customer_key(tenant, customer_id);
  if (!key) return std::nullopt;
  auto all = read_balances(impl_->customers, *key, today);
  all.erase(
      std::remove_if(
          all.begin(), all.end(), [](const auto& b) { return b.receivable == 0 && b.credit == 0; }),
      all.end());
  return all;
}

std::vector<CustomerKey> ReadStore::customers(TenantId tenant,
                                              std::int64_t after,
                                              std::int64_t through,
                                              std::size_t limit) {
  std::vector<CustomerKey> keys;
  if (after < 0 || after >= kPositionMax || !is_position(through)) return keys;
  auto row =
      impl_->customers.page.query(make_key(tenant, after + 1), make_key(tenant, through), limit);
  while (row.next())
    keys.push_back({.position = position_of(row.integer(0)), .customer_id = row.text(1)});
  return keys;
}

}  // namespace latido::db
