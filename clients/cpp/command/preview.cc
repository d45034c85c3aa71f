#include "clients/cpp/command/invoice_file.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show.h"

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Shows what latido issue would make of the FILE now, by the same way, and writes nothing. Customer
and series must be there.

Example:
  latido preview hammer.json
)";

ExitCode preview(Session& session, const std::string& path) {
  const auto file = read_invoice_file(path);
  Sender sender(session, {});
  sender.command().setPreviewInvoice(file.invoice.root<schema::IssueInvoice>());
  return sender.send([&](schema::Reply::Reader reply) {
    return show_invoice(reply.getPreview(), session.style());
  });
}

}  // namespace

void add_preview(CLI::App& app, Action& chosen) {
  const auto path = std::make_shared<std::string>();
  Subcommand sub(app, "preview", "Show an invoice before it is issued", chosen);
  sub.help(kHelp).need("FILE", *path, "JSON file with one invoice; - for standard input");
  sub.action([path](Session& session) { return preview(session, *path); });
}

}  // namespace latido::command
