#include "db/ledger.h"

#include "db/keys.h"

#include <utility>

namespace latido::db {

Ledger::Ledger(Connection& db)
    : has_accounts_(db, "SELECT 1 FROM account WHERE tenant_id = ? AND currency = ?"),
      open_accounts_(db, "INSERT OR ROLLBACK INTO account (tenant_id, currency) VALUES (?, ?)"),
      transfer_(
          db,
          "INSERT OR ROLLBACK INTO transfer (event_key, leg, currency, debit, credit, amount) "
          "VALUES (?, ?, ?, ?, ?, ?)"),
      reverse_(db,
               "INSERT OR ROLLBACK INTO transfer (event_key, leg, currency, debit, credit, amount) "
               "SELECT ?, leg, currency, credit, debit, amount FROM transfer WHERE event_key = ?") {
}

void Ledger::post_issue(std::int64_t event_key,
                        std::string_view currency,
                        const domain::Totals& totals) {
  post(event_key,
       currency,
       {{Account::receivable, Account::revenue, totals.tax_exclusive()},
        {Account::receivable, Account::tax_payable, totals.tax_total},
        {Account::prepayment, Account::receivable, totals.prepaid},
        {Account::receivable, Account::rounding, totals.rounding}});
}

void Ledger::post_payment(std::int64_t event_key, std::string_view currency, Minor amount) {
  post(event_key, currency, {{Account::cash, Account::receivable, amount}});
}

void Ledger::post_void(std::int64_t event_key, std::int64_t document_key) {
  reverse_.run(event_key, document_key);
}

void Ledger::post(std::int64_t event_key,
                  std::string_view currency,
                  std::initializer_list<Entry> entries) {
  const auto tenant = tenant_of(event_key);
  if (!has_accounts_.query(tenant, currency).next()) open_accounts_.run(tenant, currency);
  int leg = 0;
  for (auto [debit, credit, amount] : entries) {
    if (amount == 0) continue;
    if (amount < 0) {
      std::swap(debit, credit);
      amount = -amount;
    }
    transfer_.run(
        event_key, ++leg, currency, static_cast<int>(debit), static_cast<int>(credit), amount);
  }
}

}  // namespace latido::db
