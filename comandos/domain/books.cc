#include "comandos/domain/decide.h"

namespace latido::domain {

Result<PeriodClosed> decide(const ClosePeriod& command, const BooksState& books, Date today) {
  if (command.through > today) {
    return reject(Code::bad_value,
                  "through",
                  "The books can be closed through " + to_text(today) + " at most, not " +
                      to_text(command.through) + ".");
  }
  if (command.through <= books.closed_through) {
    return reject(Code::bad_value,
                  "through",
                  "The books are closed through " + to_text(books.closed_through) +
                      " already; a closed period is never opened again.");
  }
  return PeriodClosed{command.through};
}

Result<PolicySet> decide(const SetPolicy& command) { return PolicySet{command.policy}; }

Result<SellerSet> decide(const SetSeller& command, const BooksState& books) {
  if (command.first && books.has_seller) {
    return reject(Code::duplicate_tenant,
                  "tenant",
                  "The tenant says who issues already; use updateTenant to change it.");
  }
  if (!command.first && !books.has_seller) {
    return reject(Code::not_found,
                  "tenant",
                  "The tenant does not say who issues yet; use createTenant first.");
  }
  return SellerSet{command.seller};
}

Date issue_day(const BooksState& books, std::int64_t now_unix_ms) {
  return books.seller_country == "CO" ? colombian_date(now_unix_ms) : date_of_unix_ms(now_unix_ms);
}

}  // namespace latido::domain
