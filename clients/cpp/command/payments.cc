#include "clients/cpp/command/allocation_list.h"
#include "clients/cpp/command/send.h"

namespace latido::command {
namespace {

constexpr char kPayHelp[] =
    R"(Pays one invoice, or with --customer any number of that customer's. What is over becomes the
customer's credit.

Examples:
  latido pay inv-7 120.00 EUR --reference bank-2026-0042 --method transfer
  latido pay F-000012 50.00 EUR --date 2026-03-20
  latido pay --customer c-1 200.00 EUR --to F-000012=70.00 --to F-000013=120.00
)";

constexpr char kReverseHelp[] =
    R"(It bounced, or was never there: all that it paid is due again.

Example:
  latido reverse pay-9 --reason "No funds"
)";

constexpr char kRefundHelp[] =
    R"(Pays money back, out of the customer's credit and never more than that: first credit what was
invoiced, or unallocate. No invoice is reopened by it. --credit pays out credit that no payment is
behind, as what a credit note gave back of a prepaid invoice.

Examples:
  latido refund pay-9 20.00 --reference bank-2026-0077 --reason "Returned goods"
  latido refund --credit c-1 20.00 EUR --reference bank-2026-0078
)";

struct Options {
  std::vector<std::string> what, to;
  std::string customer, reference, method, date, payment, reason;
  Sending sending;
};

// [INVOICE] AMOUNT CURRENCY
ExitCode pay(Session& session, const Options& options) {
  const bool one = options.customer.empty();
  if (options.what.size() != (one ? 3U : 2U)) {
    throw UsageError("Give INVOICE AMOUNT CURRENCY, or --customer and AMOUNT CURRENCY.");
  }
  if (one && !options.to.empty()) throw UsageError("--to goes with --customer.");
  Sender sender(session, options.sending);
  auto body = sender.command().initRecordPayment();
  if (one) {
    const auto id = invoice_id(session, options.what.front());
    if (!id) return id.error();
    body.setInvoiceId(*id);
  } else {
    const auto allocations = read_allocations(session, options.to);
    if (!allocations) return allocations.error();
    body.setCustomerId(options.customer);
    fill(body.initAllocations(static_cast<unsigned>(allocations->size())), *allocations);
  }
  body.setAmount(options.what[options.what.size() - 2]);
  body.setCurrency(options.what.back());
  body.setReceivedDate(options.date);
  body.setReference(options.reference);
  body.setMethod(options.method);
  return sender.send();
}

ExitCode reverse(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  auto body = sender.command().initReversePayment();
  body.setPaymentId(options.payment);
  body.setReason(options.reason);
  return sender.send();
}

ExitCode refund_credit(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  auto body = sender.command().initRefundCredit();
  body.setCustomerId(options.customer);
  body.setAmount(options.what[0]);
  body.setCurrency(options.what[1]);
  body.setReference(options.reference);
  body.setReason(options.reason);
  return sender.send();
}

// PAYMENT AMOUNT, or with --credit AMOUNT CURRENCY
ExitCode refund(Session& session, const Options& options) {
  if (options.what.size() != 2) {
    throw UsageError("Give PAYMENT AMOUNT, or --credit CUSTOMER and AMOUNT CURRENCY.");
  }
  if (!options.customer.empty()) return refund_credit(session, options);
  Sender sender(session, options.sending);
  const auto payment = find_payment(session, options.what[0]);
  if (!payment) return payment.error();
  auto body = sender.command().initRefundPayment();
  body.setPaymentId(payment->id);
  body.setAmount(options.what[1]);
  body.setReference(options.reference);
  body.setReason(options.reason);
  body.setCurrency(payment->currency);
  return sender.send();
}

constexpr char kReference[] = "The bank's own reference; recorded once only";

}  // namespace

void add_payments(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand sub(app, "pay", "Record a payment", chosen);
  sub.help(kPayHelp)
      .need_many("WHAT", options->what, "[INVOICE] AMOUNT CURRENCY, for example inv-7 10.50 EUR")
      .take("--customer", options->customer, "Who paid, in place of INVOICE")
      .take_many("--to", options->to, "INVOICE=AMOUNT, any number of them")
      .take("--reference", options->reference, kReference)
      .take("--method", options->method, "transfer, card and so on")
      .take("--date", options->date, "Day it was received, YYYY-MM-DD; today if left out");
  declare_key(sub, options->sending);
  sub.action(run(pay));

  Subcommand back(app, "reverse", "Take back a payment that bounced", chosen);
  back.help(kReverseHelp)
      .need("PAYMENT", options->payment, "Id of the payment, pay-9")
      .need("--reason", options->reason, "Why, for the books");
  declare_key(back, options->sending);
  back.action(run(reverse));

  Subcommand out(app, "refund", "Pay back a payment, or what a customer has to its credit", chosen);
  out.help(kRefundHelp)
      .need_many("WHAT", options->what, "PAYMENT AMOUNT, or with --credit AMOUNT CURRENCY")
      .take("--credit", options->customer, "Credit of this customer, in place of PAYMENT")
      .take("--reference", options->reference, kReference)
      .take("--reason", options->reason, "Why, for the books");
  declare_key(out, options->sending);
  out.action(run(refund));
}

}  // namespace latido::command
