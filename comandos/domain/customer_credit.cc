#include "comandos/domain/decide.h"
#include "comandos/domain/limits.h"
#include "comandos/domain/refusals.h"
#include "common/money/rounding.h"

#include <algorithm>
#include <utility>

namespace latido::domain {
namespace {

// EXCEEDS_DUE, INSUFFICIENT_CREDIT
Guard refuse_amount(Minor amount, const InvoiceState& invoice, Minor credit) {
  if (amount > invoice.outstanding()) {
    return Rejection{Code::exceeds_due,
                     "amount",
                     "Only " + to_text(invoice.outstanding(), invoice.currency) +
                         " is due on invoice " + invoice.number + "."};
  }
  if (credit > 0 && amount <= credit) return std::nullopt;
  return Rejection{Code::insufficient_credit,
                   "amount",
                   "The customer has " + to_text(credit, invoice.currency) + " to its credit."};
}

// INSUFFICIENT_CREDIT, PERIOD_CLOSED, OVERFLOW
Guard refuse_balance(const AdjustBalance& command,
                     Minor credit,
                     const BooksState& books,
                     Date today) {
  const auto balance = checked_add(credit, command.amount);
  if (balance && *balance < 0) {
    return Rejection{Code::insufficient_credit,
                     "amount",
                     "The customer has " + to_text(credit, command.currency) +
                         " to its credit, which is never below 0."};
  }
  if (auto refusal = refuse_closed(books, today, "")) return refusal;
  if (balance && (command.amount < 0 || *balance <= kMaxTotal)) return std::nullopt;
  return Rejection{Code::overflow,
                   "amount",
                   "No credit may be over " + to_text(kMaxTotal, command.currency) + "."};
}

}  // namespace

Result<CreditApplied> decide(const ApplyCustomerCredit& command,
                             const std::optional<InvoiceState>& invoice,
                             Minor credit,
                             const BooksState& books,
                             Date today) {
  if (!invoice) return tl::make_unexpected(no_such_invoice());
  auto refusal = refuse_settled(*invoice, "invoiceId");
  if (!refusal) {
    refusal = refuse_currency(
        command.currency, invoice->currency, "Invoice " + invoice->number, "currency");
  }
  const Minor amount = command.amount.value_or(std::min(invoice->outstanding(), credit));
  if (!refusal) refusal = refuse_amount(amount, *invoice, credit);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return CreditApplied{invoice->customer_id, {command.invoice, amount}};
}

Result<BalanceAdjusted> decide(const AdjustBalance& command,
                               const std::optional<CustomerState>& customer,
                               Minor credit,
                               Minor largest_balance,
                               const BooksState& books,
                               Date today) {
  if (!customer) return tl::make_unexpected(no_such_customer(command.customer_id));
  if (command.amount == 0) {
    return reject(Code::bad_value, "amount", "An amount of 0 changes nothing.");
  }
  auto refusal = refuse_balance(command, credit, books, today);
  if (!refusal) refusal = refuse_full(largest_balance, command.currency);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return BalanceAdjusted{command.customer_id, command.currency, command.amount, command.reason};
}

}  // namespace latido::domain
