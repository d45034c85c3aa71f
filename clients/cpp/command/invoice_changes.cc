#include "clients/cpp/command/resolve.h"
#include "clients/cpp/command/send.h"

namespace latido::command {
namespace {

constexpr char kVoidHelp[] =
    R"(The number stays used; the invoice is void for good. One with payments or credit notes cannot be
voided: credit it instead.

Example:
  latido void F-000012 --reason "Wrong customer"
)";

constexpr char kWriteOffHelp[] =
    R"(What is still due is written off as a bad debt; the invoice is uncollectible. A payment that
comes all the same is taken.

Example:
  latido write-off F-000012 --reason "Bankrupt"
)";

constexpr char kRecoverHelp[] = R"(An uncollectible invoice is due again.

Example:
  latido recover F-000012 --reason "Found them"
)";

struct Options {
  std::string invoice, reason;
  Sending sending;
};

ExitCode void_invoice(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  const auto id = invoice_id(session, options.invoice);
  if (!id) return id.error();
  auto body = sender.command().initVoidInvoice();
  body.setInvoiceId(*id);
  body.setReason(options.reason);
  return sender.send();
}

ExitCode write_off(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  const auto id = invoice_id(session, options.invoice);
  if (!id) return id.error();
  auto body = sender.command().initMarkUncollectible();
  body.setInvoiceId(*id);
  body.setReason(options.reason);
  return sender.send();
}

ExitCode recover(Session& session, const Options& options) {
  Sender sender(session, options.sending);
  const auto id = invoice_id(session, options.invoice);
  if (!id) return id.error();
  auto body = sender.command().initRecoverInvoice();
  body.setInvoiceId(*id);
  body.setReason(options.reason);
  return sender.send();
}

}  // namespace

void add_invoice_changes(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* text, const char* help, auto run) {
    Subcommand sub(app, name, text, chosen);
    sub.help(help)
        .need("INVOICE", options->invoice, "Id (inv-7) or printed number")
        .need("--reason", options->reason, "Why, for the books");
    declare_key(sub, options->sending);
    sub.action([options, run](Session& session) { return run(session, *options); });
  };
  add("void", "Void an invoice", kVoidHelp, void_invoice);
  add("write-off", "Write off what is due on an invoice", kWriteOffHelp, write_off);
  add("recover", "Ask for an uncollectible invoice again", kRecoverHelp, recover);
}

}  // namespace latido::command
