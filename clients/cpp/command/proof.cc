#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/output_file.h"
#include "clients/cpp/command/proof_key.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show_history.h"
#include "common/proof/checker.h"
#include "common/proof/text.h"
#include "common/proof/writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

namespace latido::command {
namespace {

constexpr char kKeyHelp[] =
    R"(The key that signs proofs. Whoever has the file can sign in your name: keep it away from the store,
and give the public key to those who are to check.

Examples:
  latido proof-key create books.key
  latido proof-key show books.key
)";

constexpr char kExportHelp[] =
    R"(Writes all events of the books, each with its hash, and a signed head into one file (JSON lines;
docs/billing.md describes it). Whoever has the file and your public key can check it without Latido's
store: latido check-proof.

Example:
  latido --tenant acme export-proof --key books.key --out acme.proof
)";

constexpr char kCheckHelp[] =
    R"(Checks a file of latido export-proof, on any machine: nothing else is needed. Names the first fault:
a changed byte, swapped or missing events, a tail that was cut off, a head that was not signed with
the key. Without --public-key it is up to you to compare the key shown: a file that was made anew by
someone else has another one. Exit code 4 where there is a fault.

Example:
  latido check-proof acme.proof --public-key d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
)";

constexpr std::uint16_t kEventsAPage = 1000;

struct Options {
  std::string file, key, public_key, out;
};

void print_key(const Session& session, const proof::SigningKey& key) {
  const auto text = proof::hex_of(key.public_key());
  session.print(session.globals().json ? R"({"publicKey":")" + text + "\"}\n"
                                       : "Public key  " + text + '\n');
}

ExitCode create_key(Session& session, const Options& options) {
  print_key(session, make_signing_key(options.key));
  return ExitCode::ok;
}

ExitCode show_key(Session& session, const Options& options) {
  print_key(session, read_signing_key(options.key));
  return ExitCode::ok;
}

proof::EventLine line_of(schema::FeedEvent::Reader event) {
  proof::EventLine line;
  line.position = event.getPosition();
  const auto hash = event.getHash();
  if (hash.size() == line.hash.size()) std::copy(hash.begin(), hash.end(), line.hash.begin());
  const auto payload = event.getPayload().asChars();
  line.payload.assign(payload.begin(), payload.size());
  return line;
}

// Events later than the writer's position; `end`: there are none behind them.
ExitCode write_page(Session& session, proof::BundleWriter& writer, OutputFile& file, bool& end) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  auto body = query.initEventFeed();
  body.setAfterPosition(writer.position());
  body.setLimit(kEventsAPage);
  body.setStored(true);
  const auto reply = client::call(session.client(), query.asReader());
  if (!reply) return session.explain(reply.error(), "");
  if (reply->refusal()) return session.explain(*reply->refusal(), "");
  const auto page = reply->root().getEvents();
  for (const auto event : page.getEvents()) file.write(writer.event(line_of(event)));
  end = page.getNextPosition() == 0 || page.getEvents().size() == 0;
  return ExitCode::ok;
}

ExitCode write_bundle(Session& session, const Options& options) {
  const auto key = read_signing_key(options.key);
  proof::BundleWriter writer(session.globals().tenant);
  OutputFile file(options.out);
  file.write(writer.header());
  for (bool end = false; !end;) {
    const auto code = write_page(session, writer, file, end);
    if (code != ExitCode::ok) return code;
  }
  file.write(writer.head(key, unix_ms_now()));
  file.close();
  std::cerr << "latido: " << writer.position() << " events are in " << options.out << ".\n";
  print_key(session, key);
  return ExitCode::ok;
}

ExitCode export_proof(Session& session, const Options& options) {
  try {
    return write_bundle(session, options);
  } catch (const proof::BrokenChain& broken) {
    std::cerr << "latido: " << broken.what() << " No proof was made.\n";
    return ExitCode::not_intact;
  }
}

// JSON as far as faults go: they hold no quotes but names of tenants, which have none.
std::string json_of(const proof::Report& report) {
  return R"({"intact":)" + std::string(report.intact() ? "true" : "false") + R"(,"tenant":")" +
         report.head.tenant + R"(","events":")" + std::to_string(report.events) + R"(","line":")" +
         std::to_string(report.line) + R"(","fault":")" + report.fault + R"(","headHash":")" +
         proof::hex_of(report.head.hash) + R"(","publicKey":")" +
         proof::hex_of(report.head.public_key) + "\"}\n";
}

std::string text_of(const proof::Report& report, Style style) {
  if (!report.intact()) {
    return "Not intact, line " + std::to_string(report.line) + ": " + report.fault + '\n';
  }
  return "Intact: " + std::to_string(report.events) +
         (report.events == 1 ? " event.\n" : " events.\n") +
         facts({{"Books of", report.head.tenant},
                {"Exported (UTC)", time_text(report.head.exported_at_unix_ms)},
                {"Head position", std::to_string(report.head.position)},
                {"Head hash", proof::hex_of(report.head.hash)},
                {"Signed with", proof::hex_of(report.head.public_key)}},
               style);
}

ExitCode check_proof(Session& session, const Options& options) {
  std::optional<proof::PublicKey> expected;
  if (!options.public_key.empty()) expected = parse_public_key(options.public_key);
  errno = 0;
  std::ifstream in(options.file, std::ios::binary);
  if (!in) throw UsageError(options.file + " cannot be read: " + std::strerror(errno) + ".");
  // A directory can be opened, but reading it throws.
  std::error_code ignored;
  if (std::filesystem::is_directory(options.file, ignored))
    throw UsageError(options.file + " is a directory: name the file of export-proof.");
  const auto report = proof::check_bundle(in, expected);
  session.print(session.globals().json ? json_of(report) : text_of(report, session.style()));
  return report.intact() ? ExitCode::ok : ExitCode::not_intact;
}

}  // namespace

void add_proof(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand keys(app, "proof-key", "Make and show the key that signs proofs", chosen);
  keys.help(kKeyHelp);
  auto sub = keys.within("create", "Make a key");
  sub.need("FILE", options->key, "File to make; only you can read it").action(run(create_key));
  sub = keys.within("show", "Show the public key");
  sub.need("FILE", options->key, "File of proof-key create").action(run(show_key));

  Subcommand write(app, "export-proof", "Write the books so that others can check them", chosen);
  write.help(kExportHelp)
      .need("--key", options->key, "File of proof-key create")
      .need("--out", options->out, "File to write")
      .action(run(export_proof));

  Subcommand check(app, "check-proof", "Check a file of export-proof without the store", chosen);
  check.help(kCheckHelp)
      .need("FILE", options->file, "File of export-proof")
      .take("--public-key", options->public_key, "Key that must have signed it, 64 hex digits")
      .action(run(check_proof));
}

}  // namespace latido::command
