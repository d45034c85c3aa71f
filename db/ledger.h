#pragma once

#include "comandos/domain/document.h"
#include "db/sqlite.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::db {

// The event that is being written into the read model: its key, and the UTC day that it was
// recorded on.
struct Moment {
  std::int64_t key = 0;
  std::int32_t day = 0;
};

// The stored numbers of the kinds of account. Each tenant has one of each kind for each currency
// that it uses.
enum class Account : std::uint8_t {
  receivable = 1,
  revenue = 2,
  tax_payable = 3,
  cash = 4,
  prepayment = 5,
  rounding = 6,
  customer_credit = 7,
  bad_debt = 8,
  adjustment = 9,
};

// Two-legged transfers: balanced by construction. The balance of `receivable` is always the sum of
// the amounts due, that of `customer_credit` what customers have to their credit.
class Ledger {
 public:
  explicit Ledger(Connection& db);

 private:
  friend class Posting;
  // Makes the tenant's accounts in the currency where they are new, and keeps the balances before
  // the first event of a day.
  void open(Moment when, std::string_view currency);

  Statement day_;
  Statement open_accounts_;
  Statement keep_day_;
  Statement set_day_;
  Statement transfer_;
  Statement transfers_of_;
};

// The transfers of one event, all in one currency.
class Posting {
 public:
  Posting(Ledger& ledger, Moment when, std::string_view currency);

  // A negative amount goes the other way round; one of 0 is no transfer.
  void transfer(Account debit, Account credit, Minor amount);
  // An issue's; a credit note's with everything turned round.
  void issue(const domain::Totals& totals);
  void credit_note(const domain::Totals& totals);
  // Takes back all that the event posted.
  void reverse(std::int64_t event_key);

  // What these transfers changed in what the customer owes, less its credit.
  [[nodiscard]] Minor customer_change() const { return customer_change_; }

 private:
  Ledger& ledger_;
  Moment when_;
  std::string currency_;
  int legs_ = 0;
  Minor customer_change_ = 0;
};

}  // namespace latido::db
