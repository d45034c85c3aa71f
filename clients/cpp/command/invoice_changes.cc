#include "clients/cpp/command/input.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/subcommands.h"

#include <CLI/CLI.hpp>

namespace latido::command {
namespace {

constexpr char kPayHelp[] = R"(Examples:
  latido pay inv-7 120.00 EUR --reference bank-2026-0042 --method transfer
  latido pay F-000012 50.00 EUR --date 2026-03-20
)";

constexpr char kVoidHelp[] =
    R"(The number stays used; the invoice is void for good. One with payments cannot be voided.

Example:
  latido void F-000012 --reason "Wrong customer"
)";

constexpr char kInvoiceHelp[] = "Id (inv-7) or printed number";

// Commands want the id; people often have the number.
tl::expected<std::string, ExitCode> id_of(Session& session, const std::string& invoice) {
  if (is_invoice_id(invoice)) return invoice;
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  query.initGetInvoice().setNumber(invoice);
  const auto reply = client::call(session.client(), query.asReader());
  if (!reply) return tl::make_unexpected(session.explain(reply.error(), ""));
  if (reply->refusal()) return tl::make_unexpected(session.explain(*reply->refusal(), ""));
  return std::string(reply->root().getInvoice().getId().cStr());
}

struct PayOptions {
  std::string invoice, amount, currency, reference, method, date, key;
};

ExitCode pay(Session& session, const PayOptions& options) {
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  const auto id = id_of(session, options.invoice);
  if (!id) return id.error();
  if (!options.key.empty()) command.setKey(options.key);
  auto payment = command.initRecordPayment();
  payment.setInvoiceId(*id);
  payment.setAmount(options.amount);
  payment.setCurrency(options.currency);
  payment.setReceivedDate(options.date);
  payment.setReference(options.reference);
  payment.setMethod(options.method);
  return session.run(command, [&](schema::Reply::Reader reply) {
    return show_done(reply.getDone(), session.style());
  });
}

struct VoidOptions {
  std::string invoice, reason, key;
};

ExitCode void_invoice(Session& session, const VoidOptions& options) {
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  const auto id = id_of(session, options.invoice);
  if (!id) return id.error();
  if (!options.key.empty()) command.setKey(options.key);
  auto body = command.initVoidInvoice();
  body.setInvoiceId(*id);
  body.setReason(options.reason);
  return session.run(command, [&](schema::Reply::Reader reply) {
    return show_done(reply.getDone(), session.style());
  });
}

void add_pay(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<PayOptions>();
  auto* sub = app.add_subcommand("pay", "Record a payment of an invoice");
  sub->footer(kPayHelp);
  sub->add_option("INVOICE", options->invoice, kInvoiceHelp)->required();
  sub->add_option("AMOUNT", options->amount, "In the currency's own unit, for example 10.50")
      ->required();
  sub->add_option("CURRENCY", options->currency, "The invoice's, for example EUR")->required();
  sub->add_option(
      "--reference", options->reference, "The bank's own reference; recorded once only");
  sub->add_option("--method", options->method, "transfer, card and so on");
  sub->add_option("--date", options->date, "Day it was received, YYYY-MM-DD; today where left out");
  sub->add_option("--key", options->key, "Idempotency key of your own");
  sub->callback([options, &chosen] {
    chosen = [options](Session& session) { return pay(session, *options); };
  });
}

void add_void(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<VoidOptions>();
  auto* sub = app.add_subcommand("void", "Void an invoice");
  sub->footer(kVoidHelp);
  sub->add_option("INVOICE", options->invoice, kInvoiceHelp)->required();
  sub->add_option("--reason", options->reason, "Why, for the books")->required();
  sub->add_option("--key", options->key, "Idempotency key of your own");
  sub->callback([options, &chosen] {
    chosen = [options](Session& session) { return void_invoice(session, *options); };
  });
}

}  // namespace

void add_invoice_changes(CLI::App& app, Action& chosen) {
  add_pay(app, chosen);
  add_void(app, chosen);
}

}  // namespace latido::command
