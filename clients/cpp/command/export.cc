#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/output_file.h"
#include "clients/cpp/command/resolve.h"
#include "clients/cpp/command/session.h"

#include <iostream>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(An issued invoice or credit note as UBL 2.1 by EN 16931, with the figures as they were stored. What
EN 16931 cannot carry is refused with the reason: no seller (latido tenant), a party without country,
a currency with more than 2 decimals, totals that another rounding profile led to.

An intra-Community supply (tax category K) must say when and to which country it was delivered, which
is not in the books: --delivered and --deliver-to.

For Colombia, --cufe-key (the technical key of the numbering range, from DIAN) adds the CUFE; it is
also written to standard error.

Examples:
  latido export F-000012 > F-000012.xml
  latido export cn-8 --out cn-8.xml
  latido export F-000013 --delivered 2026-03-09 --deliver-to FR
  latido export SETP990000001 --cufe-key 693ff6f2a553c3646a063436fd4dd9ded0311471 --environment 2
)";

struct Options {
  std::string what, out, cufe_key, delivered, deliver_to;
  std::uint64_t environment = 1;
};

ExitCode write(Session& session,
               const Options& options,
               schema::ExportedDocument::Reader document) {
  const auto text = document.getText();
  if (document.getCufe().size() > 0) std::cerr << "CUFE " << document.getCufe().cStr() << '\n';
  if (options.out.empty()) {
    session.print({text.begin(), text.size()});
  } else {
    OutputFile file(options.out);
    file.write({text.begin(), text.size()});
    file.close();
  }
  return ExitCode::ok;
}

ExitCode run(Session& session, const Options& options) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  auto body = query.initExportDocument();
  const auto id = document_id(session, options.what);
  if (!id) return id.error();
  body.setId(*id);
  if (!options.cufe_key.empty()) {
    auto cufe = body.initCufe();
    cufe.setTechnicalKey(options.cufe_key);
    cufe.setEnvironment(static_cast<std::uint8_t>(options.environment));
  }
  if (!options.delivered.empty() || !options.deliver_to.empty()) {
    auto delivery = body.initDelivery();
    delivery.setDate(options.delivered);
    delivery.setCountry(options.deliver_to);
  }
  const auto reply = client::call(session.client(), query.asReader(), wire::Form::json);
  if (!reply) return session.explain(reply.error(), "");
  if (session.globals().json) session.print(reply->bytes() + '\n');
  if (reply->refusal()) return session.explain(*reply->refusal(), "");
  return session.globals().json ? ExitCode::ok : write(session, options, reply->root().getExport());
}

}  // namespace

void add_export(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand sub(app, "export", "Export an invoice or credit note as EN 16931 XML (UBL)", chosen);
  sub.help(kHelp)
      .need("DOCUMENT", options->what, "Id (inv-7, cn-8) or printed number")
      .take("--out", options->out, "File to write; standard output if left out")
      .take("--delivered", options->delivered, "Day of delivery, YYYY-MM-DD")
      .take("--deliver-to", options->deliver_to, "Country of delivery, ISO 3166-1 alpha-2")
      .take("--cufe-key", options->cufe_key, "Technical key of the range, for the CUFE")
      .take_number(
          "--environment", options->environment, "Of the CUFE: 1 production, 2 test", 1, 2);
  sub.action([options](Session& session) { return run(session, *options); });
}

}  // namespace latido::command
