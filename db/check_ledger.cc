#include "db/check_ledger.h"

#include "common/chain.h"
#include "db/keys.h"

#include <array>
#include <map>
#include <string>
#include <utility>

namespace latido::db {
namespace {

constexpr std::array kAccounts{"receivable",
                               "revenue",
                               "tax_payable",
                               "cash",
                               "prepayment",
                               "rounding",
                               "customer_credit",
                               "bad_debt",
                               "adjustment"};
constexpr std::size_t kReceivable = 0;
constexpr std::size_t kCustomerCredit = 6;
constexpr int kQuickRows = 1'000'000;

using Place = std::pair<std::int64_t, std::string>;  // tenant and currency
using Balances = std::array<Minor, kAccounts.size()>;
using Sums = std::map<Place, Minor>;

// 128 bits are not needed: what a sum overflows by on the way it comes back by.
void add(Minor& to, Minor amount) {
  to = static_cast<Minor>(static_cast<std::uint64_t>(to) + static_cast<std::uint64_t>(amount));
}

std::map<Place, Balances> accounts_of(Connection& store) {
  std::map<Place, Balances> accounts;
  Statement all(store,
                "SELECT tenant_id, currency, receivable, revenue, tax_payable, cash, prepayment, "
                "rounding, customer_credit, bad_debt, adjustment FROM account");
  for (auto row = all.query(); row.next();) {
    auto& balances = accounts[{row.integer(0), row.text(1)}];
    for (std::size_t i = 0; i < balances.size(); ++i)
      balances.at(i) = row.integer(static_cast<int>(i) + 2);
  }
  return accounts;
}

std::map<Place, Balances> transfers_of(Connection& store) {
  std::map<Place, Balances> sums;
  Statement all(store, "SELECT event_key, currency, debit, credit, amount FROM transfer");
  for (auto row = all.query(); row.next();) {
    auto& balances = sums[{tenant_of(row.integer(0)), row.text(1)}];
    add(balances.at(static_cast<std::size_t>(row.integer(2)) - 1), row.integer(4));
    add(balances.at(static_cast<std::size_t>(row.integer(3)) - 1), -row.integer(4));
  }
  return sums;
}

// Of (key, currency, amount) rows, by tenant and currency.
Sums sums_of(Connection& store, const char* sql) {
  Sums sums;
  Statement all(store, sql);
  for (auto row = all.query(); row.next();)
    add(sums[{tenant_of(row.integer(0)), row.text(1)}], row.integer(2));
  return sums;
}

Fault account_fault(
    Connection& store, const Place& place, std::size_t account, Minor is, Minor should_be) {
  return {.table = "account",
          .key = "tenant_id " + show_tenant(store, place.first) + ", currency " + place.second,
          .column = kAccounts.at(account),
          .stored = std::to_string(is),
          .expected = std::to_string(should_be)};
}

// `sign`: of the sum's side of the balance.
std::optional<Fault> compare(Connection& store,
                             const std::map<Place, Balances>& accounts,
                             std::size_t account,
                             const Sums& sums,
                             int sign) {
  for (const auto& [place, sum] : sums) {
    const auto at = accounts.find(place);
    const Minor balance = at == accounts.end() ? 0 : at->second.at(account);
    if (balance != sign * sum) return account_fault(store, place, account, balance, sign * sum);
  }
  for (const auto& [place, balances] : accounts) {
    if (balances.at(account) != 0 && !sums.contains(place))
      return account_fault(store, place, account, balances.at(account), 0);
  }
  return std::nullopt;
}

std::optional<Fault> compare_transfers(Connection& store,
                                       const std::map<Place, Balances>& accounts) {
  auto sums = transfers_of(store);
  for (const auto& [place, balances] : accounts) {
    const auto& moved = sums[place];
    for (std::size_t i = 0; i < balances.size(); ++i) {
      if (balances.at(i) != moved.at(i))
        return account_fault(store, place, i, balances.at(i), moved.at(i));
    }
  }
  return std::nullopt;
}

constexpr auto kDue = "SELECT customer_key, currency, amount FROM open_due";
constexpr auto kCredit = "SELECT customer_key, currency, amount FROM customer_credit";
constexpr auto kOpenDocuments =
    "SELECT document_key, currency, payable - paid - credited FROM document WHERE status = 1";

bool is_long(Connection& store, const char* table) {
  const auto sql =
      std::string("SELECT 1 FROM ") + table + " LIMIT 1 OFFSET " + std::to_string(kQuickRows);
  return store.integer(sql.c_str()) != 0;
}

// The last event of each tenant, from the one before it.
std::optional<Fault> check_heads(Connection& store) {
  Statement tenants(store, "SELECT tenant_id, name FROM tenant ORDER BY tenant_id LIMIT ?");
  Statement last(store,
                 "SELECT event_key, payload, hash FROM event WHERE event_key BETWEEN ? AND ? ORDER "
                 "BY event_key DESC LIMIT 1");
  Statement before(store, "SELECT hash FROM event WHERE event_key = ?");
  for (auto tenant = tenants.query(kQuickRows); tenant.next();) {
    const auto id = tenant.integer(0);
    auto head = last.query(make_key(id, 1), make_key(id, kPositionMax));
    if (!head.next()) continue;
    const auto position = position_of(head.integer(0));
    auto row = before.query(head.integer(0) - 1);
    const auto start = chain_start(tenant.bytes(1));
    const bool has_before = position > 1 && row.next();
    const auto hash =
        chain_next(has_before ? row.bytes(0) : as_bytes(start), position, head.bytes(1));
    if (as_bytes(hash) == head.bytes(2)) continue;
    return Fault{.table = "event",
                 .key = show_key(store, head.integer(0)),
                 .column = "hash",
                 .stored = head.shown(2),
                 .expected = to_hex(as_bytes(hash))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fault> check_ledger(Connection& store) {
  const auto accounts = accounts_of(store);
  if (auto fault = compare_transfers(store, accounts)) return fault;
  if (auto fault = compare(store, accounts, kReceivable, sums_of(store, kOpenDocuments), 1))
    return fault;
  if (auto fault = compare(store, accounts, kReceivable, sums_of(store, kDue), 1)) return fault;
  return compare(store, accounts, kCustomerCredit, sums_of(store, kCredit), -1);
}

std::optional<Fault> quick_check(Connection& store) {
  if (auto fault = check_heads(store)) return fault;
  if (is_long(store, "account")) return std::nullopt;
  const auto accounts = accounts_of(store);
  if (!is_long(store, "open_due")) {
    if (auto fault = compare(store, accounts, kReceivable, sums_of(store, kDue), 1)) return fault;
  }
  if (is_long(store, "customer_credit")) return std::nullopt;
  return compare(store, accounts, kCustomerCredit, sums_of(store, kCredit), -1);
}

}  // namespace latido::db
