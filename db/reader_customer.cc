#include "db/reader_impl.h"

#include <algorithm>
#include <tuple>

namespace latido::db {

CustomerStatements::CustomerStatements(Connection& db)
    : due(db,
          "SELECT currency, due_date, amount FROM open_due WHERE customer_key = ? ORDER BY "
          "currency, due_date"),
      credit(db,
             "SELECT currency, amount FROM customer_credit WHERE customer_key = ? ORDER BY "
             "currency"),
      documents(db,
                "SELECT document_key, issue_date, kind, number, payable, currency FROM document "
                "WHERE customer_key = ? AND status = ? AND issue_date >= ? ORDER BY issue_date, "
                "document_key LIMIT ?"),
      entries(db,
              "SELECT n.event_key, n.entry_date, n.amount, e.payload FROM customer_entry n "
              "CROSS JOIN event e ON e.event_key = n.event_key WHERE n.customer_key = ? AND "
              "n.currency = ? AND n.entry_date >= ? ORDER BY n.entry_date, n.event_key LIMIT ?") {}

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
    auto row = from.due.query(customer_key);
    while (row.next()) {
      auto& balance = balance_in(all, read_currency(row, 0));
      balance.receivable += row.integer(2);
      if (read_date(row, 1) < today) balance.overdue += row.integer(2);
    }
  }
  auto row = from.credit.query(customer_key);
  while (row.next()) balance_in(all, read_currency(row, 0)).credit = row.integer(1);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.currency.text() < b.currency.text();
  });
  return all;
}

void add_documents(CustomerStatements& from,
                   std::int64_t customer_key,
                   const StatementFilter& filter,
                   std::vector<StatementRow>& rows) {
  constexpr int kStatuses = 5;
  for (int status = 1; status <= kStatuses; ++status) {
    auto row = from.documents.query(customer_key, status, filter.from.days, filter.limit + 1);
    while (row.next()) {
      const bool credit_note = row.integer(2) == 2;
      if (row.bytes(5) != filter.currency.text()) continue;
      rows.push_back(
          {.kind = credit_note ? StatementRow::Kind::credit_note : StatementRow::Kind::invoice,
           .date = read_date(row, 1),
           .position = position_of(row.integer(0)),
           .number = row.text(3),
           .amount = credit_note ? -row.integer(4) : row.integer(4),
           .payload = {}});
    }
  }
}

void add_entries(CustomerStatements& from,
                 std::int64_t customer_key,
                 const StatementFilter& filter,
                 std::vector<StatementRow>& rows) {
  auto row =
      from.entries.query(customer_key, filter.currency.text(), filter.from.days, filter.limit + 1);
  while (row.next()) {
    rows.push_back({.kind = StatementRow::Kind::entry,
                    .date = read_date(row, 1),
                    .position = position_of(row.integer(0)),
                    .number = {},
                    .amount = row.integer(2),
                    .payload = row.text(3)});
  }
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

// Documents are walked in all currencies, so that the limit bounds the walk and not only its
// result.
std::optional<StatementView> ReadStore::statement(TenantId tenant, const StatementFilter& filter) {
  const Snapshot snapshot(*this);
  const auto key = impl_->customer_key(tenant, filter.customer_id);
  if (!key) return std::nullopt;
  StatementView view;
  auto all = read_balances(impl_->customers, *key, filter.from);
  const auto& now = balance_in(all, filter.currency);
  view.balance = now.receivable - now.credit;
  add_documents(impl_->customers, *key, filter, view.rows);
  add_entries(impl_->customers, *key, filter, view.rows);
  view.too_many = view.rows.size() > filter.limit;
  if (view.too_many) view.rows.clear();
  std::sort(view.rows.begin(), view.rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a.date, a.position) < std::tie(b.date, b.position);
  });
  return view;
}

}  // namespace latido::db
