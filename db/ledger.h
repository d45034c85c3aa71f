#pragma once

#include "comandos/domain/document.h"
#include "db/sqlite.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace latido::db {

// The stored numbers of the kinds of account. Each tenant has one of each kind for each currency
// that it uses.
enum class Account : std::uint8_t {
  receivable = 1,
  revenue = 2,
  tax_payable = 3,
  cash = 4,
  prepayment = 5,
  rounding = 6,
};

// Two-legged transfers: balanced by construction. The balance of `receivable` is always the sum of
// the amounts due.
class Ledger {
 public:
  explicit Ledger(Connection& db);

  // `event_key`: of the event that moves the money.
  void post_issue(std::int64_t event_key, std::string_view currency, const domain::Totals& totals);
  void post_payment(std::int64_t event_key, std::string_view currency, Minor amount);
  // Takes back all that the issue posted: nothing has been paid since.
  void post_void(std::int64_t event_key, std::int64_t document_key);

 private:
  struct Entry {
    Account debit;
    Account credit;
    Minor amount;  // negative: the other way round; 0: no transfer
  };
  void post(std::int64_t event_key,
            std::string_view currency,
            std::initializer_list<Entry> entries);

  Statement has_accounts_;
  Statement open_accounts_;
  Statement transfer_;
  Statement reverse_;
};

}  // namespace latido::db
