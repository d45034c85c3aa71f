#include "comandos/domain/decide.h"
#include "comandos/domain/targets.h"

#include <algorithm>
#include <utility>

namespace latido::domain {
namespace {

// EXCEEDS_PAYMENT, INSUFFICIENT_CREDIT
Guard refuse_amount(const Allocate& command, const PaymentState& payment, Minor credit) {
  const auto sum = sum_of(command.allocations);
  if (!sum || *sum > payment.left()) {
    return Rejection{
        Code::exceeds_payment,
        "allocations",
        "Only " + to_text(payment.left(), payment.currency) + " of the payment is left."};
  }
  if (*sum <= credit) return std::nullopt;
  return Rejection{Code::insufficient_credit,
                   "allocations",
                   "What the payment left as the customer's credit was used: only " +
                       to_text(credit, payment.currency) + " is there."};
}

// CURRENCY_MISMATCH, NOT_ALLOCATED. `lies`: how much there is to take back.
Guard refuse_taking_back(const Unallocate& command, const InvoiceState& invoice, Minor lies) {
  const std::string name = "nvoice " + invoice.number;
  if (auto refusal = refuse_currency(command.currency, invoice.currency, "I" + name, "currency")) {
    return refusal;
  }
  if (lies == 0) {
    return Rejection{
        Code::not_allocated, "invoiceId", "Nothing of it is allocated to i" + name + "."};
  }
  if (command.amount.value_or(lies) <= lies) return std::nullopt;
  return Rejection{Code::not_allocated,
                   "amount",
                   "Only " + to_text(lies, invoice.currency) + " is allocated to i" + name + "."};
}

Minor allocated_to(const PaymentState& payment, std::int64_t invoice) {
  const auto& all = payment.allocations;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Allocation& one) { return one.invoice == invoice; });
  return found == all.end() ? 0 : found->amount;
}

}  // namespace

Result<PaymentAllocated> decide(const Allocate& command,
                                const std::optional<PaymentState>& payment,
                                const std::vector<std::optional<InvoiceState>>& invoices,
                                Minor credit,
                                const BooksState& books,
                                Date today) {
  const Targets targets{command.allocations, invoices, command.currency};
  auto refusal = refuse_payment(payment);
  if (!refusal) {
    refusal = refuse_currency(command.currency, payment->currency, "The payment", "currency");
  }
  if (!refusal) refusal = refuse_unknown(targets);
  if (!refusal) refusal = refuse_targets(targets, payment->customer_id);
  if (!refusal) refusal = refuse_amount(command, *payment, credit);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return PaymentAllocated{command.payment, command.allocations};
}

Result<AllocationUndone> decide(const Unallocate& command,
                                const std::optional<PaymentState>& payment,
                                const std::optional<InvoiceState>& invoice,
                                const BooksState& books,
                                Date today) {
  auto refusal = refuse_payment(payment);
  if (!refusal && !invoice) refusal = no_such_invoice();
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  const Minor lies = allocated_to(*payment, command.invoice);
  refusal = refuse_taking_back(command, *invoice, lies);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return AllocationUndone{command.payment, {{command.invoice, command.amount.value_or(lies)}}};
}

Result<CreditUnapplied> decide(const Unallocate& command,
                               const std::optional<CustomerState>& customer,
                               const std::optional<InvoiceState>& invoice,
                               Minor applied,
                               const BooksState& books,
                               Date today) {
  if (!customer) return tl::make_unexpected(no_such_customer(command.customer_id));
  if (!invoice) return tl::make_unexpected(no_such_invoice());
  auto refusal = refuse_taking_back(command, *invoice, applied);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return CreditUnapplied{command.customer_id, {command.invoice, command.amount.value_or(applied)}};
}

}  // namespace latido::domain
