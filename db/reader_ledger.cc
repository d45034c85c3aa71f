#include "db/reader_impl.h"

namespace latido::db {

#define LATIDO_BALANCES                                                                       \
  "receivable, revenue, tax_payable, cash, prepayment, rounding, customer_credit, bad_debt, " \
  "adjustment"

LedgerStatements::LedgerStatements(Connection& db)
    : account(db,
              "SELECT currency, " LATIDO_BALANCES
              " FROM account WHERE tenant_id = ? AND currency = ?"),
      accounts(db,
               "SELECT currency, " LATIDO_BALANCES
               " FROM account WHERE tenant_id = ? ORDER BY currency"),
      day(db,
          "SELECT currency, " LATIDO_BALANCES
          ", first_event_key FROM account_day WHERE tenant_id = ? AND currency = ? AND "
          "first_event_key <= ? ORDER BY first_event_key DESC LIMIT 1"),
      transfers(db,
                "SELECT event_key, leg, currency, debit, credit, amount FROM transfer WHERE "
                "event_key BETWEEN ? AND ? ORDER BY event_key, leg") {}

namespace {

TrialBalance read_balance(const Rows& row) {
  TrialBalance balance{.currency = read_currency(row, 0)};
  for (std::size_t i = 0; i < kAccounts; ++i)
    balance.balances.at(i) = row.integer(static_cast<int>(i) + 1);
  return balance;
}

LedgerRow read_transfer(const Rows& row) {
  return {.position = position_of(row.integer(0)),
          .leg = static_cast<std::uint16_t>(row.integer(1)),
          .currency = read_currency(row, 2),
          .debit = static_cast<std::uint8_t>(row.integer(3)),
          .credit = static_cast<std::uint8_t>(row.integer(4)),
          .amount = row.integer(5)};
}

// From the balances before the last day that had begun by then, the day's transfers up to then.
TrialBalance balance_at(LedgerStatements& from,
                        TenantId tenant,
                        Currency currency,
                        std::int64_t last_key) {
  TrialBalance balance{.currency = currency};
  std::int64_t first_key = 0;
  {
    auto row = from.day.query(tenant, currency.text(), last_key);
    if (!row.next()) return balance;
    balance = read_balance(row);
    first_key = row.integer(static_cast<int>(kAccounts) + 1);
  }
  auto row = from.transfers.query(first_key, last_key);
  while (row.next()) {
    if (row.bytes(2) != currency.text()) continue;
    balance.balances.at(static_cast<std::size_t>(row.integer(3)) - 1) += row.integer(5);
    balance.balances.at(static_cast<std::size_t>(row.integer(4)) - 1) -= row.integer(5);
  }
  return balance;
}

}  // namespace

std::vector<TrialBalance> ReadStore::trial_balance(TenantId tenant, std::string_view currency) {
  std::vector<TrialBalance> all;
  auto row = currency.empty() ? impl_->ledger.accounts.query(tenant)
                              : impl_->ledger.account.query(tenant, currency);
  while (row.next()) all.push_back(read_balance(row));
  return all;
}

std::vector<TrialBalance> ReadStore::trial_balance_at(TenantId tenant,
                                                      std::string_view currency,
                                                      std::int64_t through) {
  if (!is_position(through)) return {};
  const Snapshot snapshot(*this);
  auto all = trial_balance(tenant, currency);
  for (auto& one : all)
    one = balance_at(impl_->ledger, tenant, one.currency, make_key(tenant, through));
  return all;
}

LedgerPage ReadStore::ledger(TenantId tenant, const LedgerFilter& filter) {
  LedgerPage page;
  if (filter.after < 0 || filter.after >= kPositionMax) return page;
  const auto through = is_position(filter.through) ? filter.through : kPositionMax;
  auto row =
      impl_->ledger.transfers.query(make_key(tenant, filter.after + 1), make_key(tenant, through));
  std::int64_t position = filter.after;
  std::size_t looked = 0;
  while (row.next()) {
    const auto transfer = read_transfer(row);
    if (transfer.position != position &&
        (page.rows.size() >= filter.limit || looked >= filter.look_at)) {
      page.next = position;
      return page;
    }
    position = transfer.position;
    ++looked;
    if (filter.account == 0 || filter.account == transfer.debit ||
        filter.account == transfer.credit) {
      page.rows.push_back(transfer);
    }
  }
  return page;
}

}  // namespace latido::db
