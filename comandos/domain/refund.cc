#include "comandos/domain/decide.h"
#include "comandos/domain/refusals.h"

#include <utility>

namespace latido::domain {
namespace {

// INSUFFICIENT_CREDIT, DUPLICATE_REFERENCE
template <class Refund>
Guard refuse_paying_out(const Refund& command, Minor credit, bool reference_used) {
  if (command.amount > credit) {
    return Rejection{Code::insufficient_credit,
                     "amount",
                     "Only " + to_text(credit, command.currency) +
                         " is the customer's credit: issue a credit note or unallocate first."};
  }
  if (!reference_used) return std::nullopt;
  return Rejection{Code::duplicate_reference,
                   "reference",
                   "The reference " + command.reference + " was used already."};
}

Guard refuse_refund(const RefundPayment& command,
                    const PaymentState& payment,
                    Minor credit,
                    bool reference_used) {
  if (auto refusal =
          refuse_currency(command.currency, payment.currency, "The payment", "currency")) {
    return refusal;
  }
  const Minor refundable = payment.amount - payment.refunded;
  if (command.amount > refundable) {
    return Rejection{
        Code::exceeds_refundable,
        "amount",
        "Only " + to_text(refundable, payment.currency) + " of the payment can be refunded."};
  }
  return refuse_paying_out(command, credit, reference_used);
}

}  // namespace

Result<PaymentRefunded> decide(const RefundPayment& command,
                               const std::optional<PaymentState>& payment,
                               Minor credit,
                               bool reference_used,
                               const BooksState& books,
                               Date today) {
  auto refusal = refuse_payment(payment);
  if (!refusal) refusal = refuse_refund(command, *payment, credit, reference_used);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return PaymentRefunded{command.payment, command.amount, command.reference, command.reason};
}

Result<CreditRefunded> decide(const RefundCredit& command,
                              const std::optional<CustomerState>& customer,
                              Minor credit,
                              bool reference_used,
                              const BooksState& books,
                              Date today) {
  if (!customer) return tl::make_unexpected(no_such_customer(command.customer_id));
  auto refusal = refuse_paying_out(command, credit, reference_used);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return CreditRefunded{
      command.customer_id, command.currency, command.amount, command.reference, command.reason};
}

}  // namespace latido::domain
