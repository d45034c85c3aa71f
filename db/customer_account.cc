#include "db/customer_account.h"

namespace latido::db {

CustomerAccount::CustomerAccount(Connection& db)
    : db_(db),
      more_due_(db,
                "INSERT OR ROLLBACK INTO open_due (customer_key, currency, due_date, amount) "
                "VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount"),
      less_due_(db,
                "UPDATE OR ROLLBACK open_due SET amount = amount - ?4 WHERE customer_key = ?1 AND "
                "currency = ?2 AND due_date = ?3"),
      more_credit_(
          db,
          "INSERT OR ROLLBACK INTO customer_credit (customer_key, currency, amount) VALUES (?, ?, "
          "?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount"),
      less_credit_(db,
                   "UPDATE OR ROLLBACK customer_credit SET amount = amount - ?3 WHERE customer_key "
                   "= ?1 AND currency = ?2"),
      entry_(db,
             "INSERT OR ROLLBACK INTO customer_entry (customer_key, currency, entry_date, "
             "event_key, amount) VALUES (?, ?, ?, ?, ?)"),
      span_(db,
            "INSERT OR ROLLBACK INTO customer_span (customer_key, currency, span, amount) VALUES "
            "(?, ?, ? >> 5, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount") {}

void CustomerAccount::add_due(const Owed& owed, Minor amount) {
  if (amount == 0) return;
  if (amount > 0) {
    more_due_.run(owed.customer_key, owed.currency, owed.due_date, amount);
    return;
  }
  less_due_.run(owed.customer_key, owed.currency, owed.due_date, -amount);
  if (db_.changed_rows() != 1) throw BrokenPromise("less than nothing would be due");
}

void CustomerAccount::add_credit(std::int64_t customer_key,
                                 std::string_view currency,
                                 Minor amount) {
  if (amount == 0) return;
  if (amount > 0) {
    more_credit_.run(customer_key, currency, amount);
    return;
  }
  less_credit_.run(customer_key, currency, -amount);
  if (db_.changed_rows() != 1) throw BrokenPromise("a customer's credit would be negative");
}

void CustomerAccount::add_document(std::int64_t customer_key,
                                   std::string_view currency,
                                   std::int32_t date,
                                   Minor amount) {
  if (amount != 0) span_.run(customer_key, currency, date, amount);
}

void CustomerAccount::add_entry(std::int64_t customer_key,
                                std::string_view currency,
                                std::int32_t date,
                                std::int64_t event_key,
                                Minor amount) {
  if (amount == 0) return;
  entry_.run(customer_key, currency, date, event_key, amount);
  span_.run(customer_key, currency, date, amount);
}

}  // namespace latido::db
