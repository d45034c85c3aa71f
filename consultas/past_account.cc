#include "consultas/past_account.h"

#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_invoice.h"

#include <map>
#include <string>
#include <utility>

namespace latido::consultas {
namespace {

Rejection too_many() {
  return {Code::too_large,
          "asOf",
          "More than 20000 invoices or entries of one customer have come or changed since then (or "
          "more than 1000000 of its invoices are open); ask of a later moment, or of another "
          "customer."};
}

Result<std::vector<db::Due>> dues_of(Trails& trails, db::InvoicesSince since) {
  auto dues = std::move(since.unchanged);
  for (auto& invoice : since.changed) {
    auto history = invoice_at(trails, std::move(invoice.state));
    if (!history) return tl::make_unexpected(history.error());
    const auto& state = history->state();
    if (state.due() != 0) dues.push_back({state.currency, invoice.due_date, state.due()});
  }
  return dues;
}

// The account now less what moved it since is what it was; of that, what is not due is credit.
struct Sums {
  Currency currency;
  Minor due = 0;
  Minor overdue = 0;
  Minor now = 0;
  Minor since = 0;
};
using ByCurrency = std::map<std::string, Sums>;

Sums& in(ByCurrency& all, Currency currency) {
  auto& sums = all[std::string(currency.text())];
  sums.currency = currency;
  return sums;
}

}  // namespace

Result<std::vector<db::Due>> dues_at(const Scope& scope, Trails& trails, std::int64_t customer) {
  auto since = scope.store.invoices_since(scope.tenant, customer, trails.through());
  if (since.too_many) return tl::make_unexpected(too_many());
  trails.looked_at(since.rows);
  return dues_of(trails, std::move(since));
}

Result<std::vector<db::Movement>> moved_since(const Scope& scope, std::int64_t customer) {
  auto invoices = scope.store.invoices_since(scope.tenant, customer, *scope.as_of);
  const auto entries = scope.store.entries_since(scope.tenant, customer, *scope.as_of, scope.today);
  if (invoices.too_many || entries.too_many) return tl::make_unexpected(too_many());
  auto all = std::move(invoices.issued);
  all.insert(all.end(), entries.entries.begin(), entries.entries.end());
  return all;
}

Result<std::vector<db::CurrencyBalance>> balances_at(const Scope& scope,
                                                     const std::string& customer_id) {
  std::int64_t customer = 0;
  LATIDO_TRY(customer, find_customer(scope, customer_id));
  Trails trails(scope, *scope.as_of);
  std::vector<db::Due> dues;
  LATIDO_TRY(dues, dues_at(scope, trails, customer));
  std::vector<db::Movement> moved;
  LATIDO_TRY(moved, moved_since(scope, customer));

  ByCurrency all;
  const auto now = scope.store.balances(scope.tenant, customer_id, scope.today).value();
  for (const auto& one : now) in(all, one.currency).now = one.receivable - one.credit;
  for (const auto& one : moved) in(all, one.currency).since += one.amount;
  for (const auto& one : dues) {
    auto& sums = in(all, one.currency);
    sums.due += one.amount;
    if (one.date < scope.today) sums.overdue += one.amount;
  }
  std::vector<db::CurrencyBalance> balances;
  for (const auto& [code, sums] : all) {
    const Minor credit = sums.due - (sums.now - sums.since);
    if (sums.due != 0 || credit != 0)
      balances.push_back({sums.currency, sums.due, sums.overdue, credit});
  }
  return balances;
}

}  // namespace latido::consultas
