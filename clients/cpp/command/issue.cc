#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/invoice_file.h"
#include "clients/cpp/command/once.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/stable_key.h"

#include <iostream>
#include <vector>

namespace latido::command {
namespace {

constexpr char kHelp[] = R"(A FILE holds one invoice as JSON; numbers are strings:

  {"series": "F", "customerId": "c-1", "issueDate": "2026-03-10", "termsDays": 30,
   "currency": "EUR", "lines": [{"name": "Hammer", "quantity": "2", "unitPrice": "9.90",
                                 "tax": {"category": "S", "percent": "19"}}]}

Every field is in schema/commands.capnp under IssueInvoice. A FILE may also hold the customer and
the series that its invoice needs, which are created where they are missing:

  {"customer": {"customerId": "c-1", ...}, "series": {"series": "F", ...}, "invoice": {...}}

All files are read and checked before the first is issued; they are issued in the order given.

Running it again over the same files issues nothing twice: the key of an invoice follows from the
file's name without its folder and from what it says, so that the second run gets the answer of the
first. A file that was refused is tried again, under a further key. --new issues the same files once
more. What comes on standard input has no name: it gets a new key each time, unless --key is given.
The keys are this command's own: clients/python/issue_invoices.py makes others.

Examples:
  latido issue hammer.json
  latido issue --key order-4711 hammer.json
  make_invoice | latido --json issue -
)";

struct Options {
  std::vector<std::string> files;
  std::string key;
  bool fresh = false;  // issue even what was issued before
};

Table issued_table() {
  return Table({{"FILE"}, {"NUMBER"}, {"ID"}, {"STATUS"}, {"CURRENCY"}, {"TO PAY", Align::right}});
}

void add_issued(Table& table, const std::string& file, schema::Done::Reader done) {
  table.add({file,
             done.getNumber().cStr(),
             done.getId().cStr(),
             status_cell(done.getStatus()),
             done.getCurrency().cStr(),
             done.getTotals().getPayable().cStr()});
}

// The actor is part of what a key stands for: another one needs a key of his own to be told that
// the customer is there.
std::string key_of_command(std::string_view kind, schema::Command::Builder command) {
  const auto words = capnp::canonicalize(command.asReader());
  const auto bytes = words.asChars();
  return stable_key(kind, "", {bytes.begin(), bytes.size()});
}

ExitCode ensure_customer(Session& session, const InvoiceFile& file) {
  if (!file.customer) return ExitCode::ok;
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  command.setCreateCustomer(file.customer->root<schema::CreateCustomer>());
  return ensure(session, command, key_of_command("customer", command), Code::duplicate_customer);
}

ExitCode ensure_series(Session& session, const InvoiceFile& file) {
  if (!file.series) return ExitCode::ok;
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  command.setCreateSeries(file.series->root<schema::CreateSeries>());
  return ensure(session, command, key_of_command("series", command), Code::duplicate_series);
}

client::CallResult send(Session& session,
                        schema::Command::Builder command,
                        const InvoiceFile& file,
                        const Options& options) {
  const bool own_key = options.key.empty() && !options.fresh && !file.key.empty();
  if (own_key) return send_once(session, command, file.key);
  if (!options.key.empty()) command.setKey(options.key);
  session.give_key(command);
  return client::call(session.client(), command, wire::Form::json);
}

void explain_file(const InvoiceFile& file, const client::CallResult& result) {
  const bool done = result && !result->refusal();
  if (done && !result->replayed()) return;
  const bool not_done =
      result && result->refusal() && !client::leaves_outcome_unknown(*result->refusal());
  std::cerr << "latido: " << file.name
            << (done       ? " was issued before; this is what it was given.\n"
                : not_done ? " was not issued.\n"
                           : " may have been issued.\n");
}

ExitCode issue_one(Session& session,
                   const Options& options,
                   const InvoiceFile& file,
                   const Session::Show& show) {
  for (const auto& make : {ensure_customer, ensure_series}) {
    const auto code = make(session, file);
    if (code == ExitCode::ok) continue;
    std::cerr << "latido: " << file.name << " was not issued.\n";
    return code;
  }
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  command.setIssueInvoice(file.invoice.root<schema::IssueInvoice>());
  const auto result = send(session, command, file, options);
  const auto code = session.finish(result, command.getKey().cStr(), show);
  explain_file(file, result);
  return code;
}

void explain_unsent(const std::vector<InvoiceFile>& files, std::size_t from) {
  for (std::size_t i = from; i < files.size(); ++i) {
    std::cerr << "latido: " << files[i].name << " was not sent.\n";
  }
}

// Stops at the first that got no answer: the next would wait as long.
ExitCode issue_all(Session& session,
                   const Options& options,
                   const std::vector<InvoiceFile>& files) {
  Table table = issued_table();
  ExitCode code = ExitCode::ok;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto one = issue_one(session, options, files[i], [&](schema::Reply::Reader reply) {
      add_issued(table, files[i].name, reply.getDone());
      return std::string();
    });
    code = worse(code, one);
    if (one != ExitCode::no_answer) continue;
    explain_unsent(files, i + 1);
    break;
  }
  if (!table.empty()) session.print(table.text(session.style()));
  return code;
}

ExitCode issue(Session& session, const Options& options) {
  if (!options.key.empty() && options.files.size() > 1) {
    throw UsageError("--key is for one FILE: every invoice needs a key of its own.");
  }
  if (!options.key.empty() && options.fresh)
    throw UsageError("--key and --new exclude each other.");
  std::vector<InvoiceFile> files;
  for (const auto& file : options.files) files.push_back(read_invoice_file(file));
  if (files.size() > 1) return issue_all(session, options, files);
  return issue_one(session, options, files.front(), [&](schema::Reply::Reader reply) {
    return show_done(reply.getDone(), session.style());
  });
}

}  // namespace

void add_issue(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand sub(app, "issue", "Issue invoices from JSON files", chosen);
  sub.help(kHelp)
      .need_many("FILE", options->files, "JSON file with one invoice; - for standard input")
      .take("--key", options->key, "Idempotency key of your own, for one FILE")
      .take_flag("--new", options->fresh, "New keys: issue even what was issued before");
  sub.action([options](Session& session) { return issue(session, *options); });
}

}  // namespace latido::command
