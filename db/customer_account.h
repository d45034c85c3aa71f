#pragma once

#include "db/ledger.h"
#include "db/sqlite.h"

#include <cstdint>
#include <string_view>

namespace latido::db {

// What a customer owes and what it has to its credit, beside the ledger's sums over all customers.
class CustomerAccount {
 public:
  explicit CustomerAccount(Connection& db);

  struct Owed {
    std::int64_t customer_key = 0;
    std::string_view currency;
    std::int32_t due_date = 0;
  };
  // More is due, or less. Throws BrokenPromise where less than nothing would be.
  void add_due(const Owed& owed, Minor amount);
  void add_credit(std::int64_t customer_key, std::string_view currency, Minor amount);
  // What the customer owes, less its credit, moved by a document that is dated so.
  void add_document(std::int64_t customer_key,
                    std::string_view currency,
                    std::int32_t date,
                    Minor amount);
  // A line of the customer's statement, which moves the same; none where nothing changed.
  void add_entry(std::int64_t customer_key,
                 std::string_view currency,
                 std::int32_t date,
                 std::int64_t event_key,
                 Minor amount);

 private:
  Connection& db_;
  Statement more_due_;
  Statement less_due_;
  Statement more_credit_;
  Statement less_credit_;
  Statement entry_;
  Statement span_;
};

}  // namespace latido::db
