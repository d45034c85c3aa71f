#include "comandos/domain/decide.h"
#include "comandos/domain/limits.h"
#include "comandos/domain/targets.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace latido::domain {
namespace {

// What a payment pays, and whom it is from.
struct Paid {
  std::string customer_id;
  std::vector<Allocation> allocations;
};

// UNKNOWN_INVOICE, UNKNOWN_CUSTOMER, NOT_OPEN, CURRENCY_MISMATCH, WRONG_CUSTOMER
Guard refuse_invoice(const RecordPayment& command, const PaymentContext& context) {
  const auto& invoice = context.invoices.front();
  if (!invoice) return no_such_invoice();
  const bool named = !command.customer_id.empty();
  if (!context.customer) {
    return no_such_customer(named ? command.customer_id : invoice->customer_id);
  }
  if (auto refusal = refuse_settled(*invoice, "invoiceId")) return refusal;
  if (auto refusal = refuse_currency(
          command.currency, invoice->currency, "Invoice " + invoice->number, "currency")) {
    return refusal;
  }
  if (!named || command.customer_id == invoice->customer_id) return std::nullopt;
  return Rejection{Code::wrong_customer,
                   "customerId",
                   "Invoice " + invoice->number + " is one of the customer " +
                       invoice->customer_id + ", not of " + command.customer_id + "."};
}

Result<Paid> pay_invoice(const RecordPayment& command, const PaymentContext& context) {
  if (auto refusal = refuse_invoice(command, context)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  const auto& invoice = *context.invoices.front();
  return Paid{invoice.customer_id,
              {{command.invoice, std::min(command.amount, invoice.outstanding())}}};
}

// UNKNOWN_INVOICE, UNKNOWN_CUSTOMER, those of refuse_targets, EXCEEDS_PAYMENT
Guard refuse_allocations(const RecordPayment& command, const PaymentContext& context) {
  const Targets targets{command.allocations, context.invoices, command.currency};
  if (auto refusal = refuse_unknown(targets)) return refusal;
  if (!context.customer) return no_such_customer(command.customer_id);
  if (auto refusal = refuse_targets(targets, command.customer_id)) return refusal;
  const auto sum = sum_of(command.allocations);
  if (sum && *sum <= command.amount) return std::nullopt;
  return Rejection{Code::exceeds_payment,
                   "allocations",
                   "The allocations come to more than the payment of " +
                       to_text(command.amount, command.currency) + "."};
}

Result<Paid> pay_allocations(const RecordPayment& command, const PaymentContext& context) {
  if (auto refusal = refuse_allocations(command, context)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return Paid{command.customer_id, command.allocations};
}

// DUPLICATE_REFERENCE, BAD_VALUE, PERIOD_CLOSED, OVERFLOW
Guard refuse_record(const RecordPayment& command, const PaymentContext& context, Date received) {
  if (context.reference_used) {
    return Rejection{
        Code::duplicate_reference,
        "reference",
        "A payment with the reference " + command.reference + " was recorded already."};
  }
  if (received > context.today) {
    return Rejection{Code::bad_value,
                     "receivedDate",
                     "receivedDate " + to_text(received) + " is in the future; today is " +
                         to_text(context.today) + "."};
  }
  if (auto refusal = refuse_closed(context.books, received, "receivedDate")) return refusal;
  if (command.amount <= kMaxTotal) return refuse_full(context.largest_balance, command.currency);
  return Rejection{Code::overflow,
                   "amount",
                   "No payment may be over " + to_text(kMaxTotal, command.currency) + "."};
}

}  // namespace

Result<PaymentRecorded> decide(const RecordPayment& command, const PaymentContext& context) {
  assert(context.invoices.size() == (command.invoice != 0 ? 1 : command.allocations.size()));
  auto paid =
      command.invoice != 0 ? pay_invoice(command, context) : pay_allocations(command, context);
  if (!paid) return tl::make_unexpected(paid.error());
  const Date received = command.received_date.value_or(context.today);
  if (auto refusal = refuse_record(command, context, received)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return PaymentRecorded{std::move(paid->customer_id),
                         command.amount,
                         command.currency,
                         received,
                         command.reference,
                         command.method,
                         std::move(paid->allocations)};
}

Result<PaymentReversed> decide(const ReversePayment& command,
                               const std::optional<PaymentState>& payment,
                               Minor credit,
                               const BooksState& books,
                               Date today) {
  if (auto refusal = refuse_payment(payment)) return tl::make_unexpected(std::move(*refusal));
  // What was refunded has gone back already; what it pays is freed by the reversal itself.
  const Minor from_credit = payment->amount - payment->refunded - payment->allocated();
  if (from_credit > credit) {
    return reject(Code::insufficient_credit,
                  "paymentId",
                  "The payment left " + to_text(from_credit, payment->currency) +
                      " as the customer's credit, of which " +
                      to_text(from_credit - credit, payment->currency) +
                      " was used: take it off an invoice (unallocate), or, where it was paid out, "
                      "make it up (adjustBalance) first.");
  }
  if (auto refusal = refuse_closed(books, today, "")) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return PaymentReversed{command.payment, command.reason};
}

}  // namespace latido::domain
