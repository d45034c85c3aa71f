#include "clients/cpp/command/allocation_list.h"
#include "clients/cpp/command/send.h"

namespace latido::command {
namespace {

constexpr char kAllocateHelp[] =
    R"(Spreads what is left of a payment over invoices of its customer.

Example:
  latido allocate pay-9 F-000012=70.00 F-000013=30.00
)";

constexpr char kUnallocateHelp[] =
    R"(Takes money back from an invoice: it is the customer's credit again, and the invoice is due.

Examples:
  latido unallocate pay-9 F-000012
  latido unallocate pay-9 F-000012 --amount 20.00
  latido unallocate --credit c-1 F-000012      # what apply-credit put there
)";

constexpr char kApplyHelp[] = R"(Pays an invoice from its customer's credit.

Examples:
  latido apply-credit F-000012                 # as much as is due and there is
  latido apply-credit F-000012 --amount 15.00
)";

constexpr char kAdjustHelp[] =
    R"(Gives a customer credit, or takes some away; the credit is never negative.

Examples:
  latido adjust c-1 10.00 EUR --reason "Goodwill"
  latido adjust c-1 --reason "Expired" -- -10.00 EUR
)";

struct Options {
  std::string payment, customer, invoice, amount, currency, reason;
  std::vector<std::string> what;
  Sending sending;
};

ExitCode allocate(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  const auto payment = find_payment(session, options.payment);
  if (!payment) return payment.error();
  const auto allocations = read_allocations(session, options.what);
  if (!allocations) return allocations.error();
  auto body = sender.command().initAllocate();
  body.setPaymentId(payment->id);
  body.setCurrency(payment->currency);
  fill(body.initAllocations(static_cast<unsigned>(allocations->size())), *allocations);
  return sender.send();
}

// [PAYMENT] INVOICE
ExitCode unallocate(Session& session, const Options& options) {
  const bool of_payment = options.customer.empty();
  if (options.what.size() != (of_payment ? 2U : 1U)) {
    throw UsageError("Give PAYMENT INVOICE, or --credit CUSTOMER and INVOICE.");
  }
  Sender sender(session, options.sending);
  const auto invoice = find_invoice(session, options.what.back());
  if (!invoice) return invoice.error();
  auto body = sender.command().initUnallocate();
  if (of_payment) {
    body.setPaymentId(options.what.front());
  } else {
    body.setCustomerId(options.customer);
  }
  body.setInvoiceId(invoice->id);
  body.setAmount(options.amount);
  body.setCurrency(invoice->currency);
  return sender.send();
}

ExitCode apply_credit(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  const auto invoice = find_invoice(session, options.invoice);
  if (!invoice) return invoice.error();
  auto body = sender.command().initApplyCustomerCredit();
  body.setInvoiceId(invoice->id);
  body.setAmount(options.amount);
  body.setCurrency(invoice->currency);
  return sender.send();
}

ExitCode adjust(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  auto body = sender.command().initAdjustBalance();
  body.setCustomerId(options.customer);
  body.setAmount(options.amount);
  body.setCurrency(options.currency);
  body.setReason(options.reason);
  return sender.send();
}

constexpr char kInvoice[] = "Id (inv-7) or printed number";

}  // namespace

void add_allocations(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand sub(app, "allocate", "Put what is left of a payment on invoices", chosen);
  sub.help(kAllocateHelp)
      .need("PAYMENT", options->payment, "Id of the payment, pay-9")
      .need_many("ALLOCATION", options->what, "INVOICE=AMOUNT, any number of them");
  declare_key(sub, options->sending);
  sub.action(run(allocate));

  Subcommand back(app, "unallocate", "Take money back from an invoice", chosen);
  back.help(kUnallocateHelp)
      .need_many("WHAT", options->what, "[PAYMENT] INVOICE, for example pay-9 F-000012")
      .take("--credit", options->customer, "Credit of this customer, in place of PAYMENT")
      .take("--amount", options->amount, "All of it if left out");
  declare_key(back, options->sending);
  back.action(run(unallocate));

  Subcommand apply(app, "apply-credit", "Pay an invoice from the customer's credit", chosen);
  apply.help(kApplyHelp)
      .need("INVOICE", options->invoice, kInvoice)
      .take("--amount", options->amount, "As much as can be if left out");
  declare_key(apply, options->sending);
  apply.action(run(apply_credit));

  Subcommand change(app, "adjust", "Add to a customer's credit, or take off it", chosen);
  change.help(kAdjustHelp)
      .need("CUSTOMER", options->customer, "Id of the customer")
      .need("AMOUNT", options->amount, "Negative: take off")
      .need("CURRENCY", options->currency, "For example EUR")
      .need("--reason", options->reason, "Why, for the books");
  declare_key(change, options->sending);
  change.action(run(adjust));
}

}  // namespace latido::command
