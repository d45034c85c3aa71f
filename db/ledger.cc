#include "db/ledger.h"

#include "db/keys.h"

#include <utility>
#include <vector>

namespace latido::db {
namespace {

#define LATIDO_ACCOUNTS                                                                       \
  "receivable, revenue, tax_payable, cash, prepayment, rounding, customer_credit, bad_debt, " \
  "adjustment"

bool is_customers(Account account) {
  return account == Account::receivable || account == Account::customer_credit;
}

}  // namespace

Ledger::Ledger(Connection& db)
    : day_(db, "SELECT day FROM account WHERE tenant_id = ? AND currency = ?"),
      open_accounts_(db,
                     "INSERT OR ROLLBACK INTO account (tenant_id, currency, day) VALUES (?, ?, ?)"),
      keep_day_(db,
                "INSERT OR ROLLBACK INTO account_day (tenant_id, currency, "
                "first_event_key, " LATIDO_ACCOUNTS
                ") SELECT tenant_id, currency, ?, " LATIDO_ACCOUNTS
                " FROM account WHERE tenant_id = ? AND currency = ?"),
      set_day_(db, "UPDATE OR ROLLBACK account SET day = ? WHERE tenant_id = ? AND currency = ?"),
      transfer_(
          db,
          "INSERT OR ROLLBACK INTO transfer (event_key, leg, currency, debit, credit, amount) "
          "VALUES (?, ?, ?, ?, ?, ?)"),
      transfers_of_(
          db, "SELECT debit, credit, amount FROM transfer WHERE event_key = ? ORDER BY leg") {}

void Ledger::open(Moment when, std::string_view currency) {
  const auto tenant = tenant_of(when.key);
  bool known = false;
  {
    auto row = day_.query(tenant, currency);
    known = row.next();
    if (known && row.integer(0) == when.day) return;
  }
  if (known) {
    set_day_.run(when.day, tenant, currency);
  } else {
    open_accounts_.run(tenant, currency, when.day);
  }
  keep_day_.run(when.key, tenant, currency);
}

Posting::Posting(Ledger& ledger, Moment when, std::string_view currency)
    : ledger_(ledger), when_(when), currency_(currency) {}

void Posting::transfer(Account debit, Account credit, Minor amount) {
  if (amount == 0) return;
  if (amount < 0) {
    std::swap(debit, credit);
    amount = -amount;
  }
  if (legs_ == 0) ledger_.open(when_, currency_);
  ledger_.transfer_.run(
      when_.key, ++legs_, currency_, static_cast<int>(debit), static_cast<int>(credit), amount);
  const int way = static_cast<int>(is_customers(debit)) - static_cast<int>(is_customers(credit));
  if (__builtin_add_overflow(customer_change_, way * amount, &customer_change_)) {
    throw BrokenPromise("what a customer owes would not fit into 64 bits");
  }
}

void Posting::issue(const domain::Totals& totals) {
  transfer(Account::receivable, Account::revenue, totals.tax_exclusive());
  transfer(Account::receivable, Account::tax_payable, totals.tax_total);
  transfer(Account::prepayment, Account::receivable, totals.prepaid);
  transfer(Account::receivable, Account::rounding, totals.rounding);
}

void Posting::credit_note(const domain::Totals& totals) {
  transfer(Account::revenue, Account::receivable, totals.tax_exclusive());
  transfer(Account::tax_payable, Account::receivable, totals.tax_total);
  transfer(Account::receivable, Account::prepayment, totals.prepaid);
  transfer(Account::rounding, Account::receivable, totals.rounding);
}

void Posting::reverse(std::int64_t event_key) {
  struct Entry {
    Account debit;
    Account credit;
    Minor amount;
  };
  std::vector<Entry> entries;
  {
    auto row = ledger_.transfers_of_.query(event_key);
    while (row.next()) {
      entries.push_back({static_cast<Account>(row.integer(0)),
                         static_cast<Account>(row.integer(1)),
                         row.integer(2)});
    }
  }
  for (const auto& entry : entries) transfer(entry.credit, entry.debit, entry.amount);
}

}  // namespace latido::db
