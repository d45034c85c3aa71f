#include "clients/cpp/command/input.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/subcommands.h"

#include <iostream>
#include <vector>

#include <CLI/CLI.hpp>

namespace latido::command {
namespace {

constexpr char kHelp[] = R"(A FILE holds one invoice as JSON; numbers are strings:

  {"series": "F", "customerId": "c-1", "issueDate": "2026-03-10", "termsDays": 30,
   "currency": "EUR", "lines": [{"name": "Hammer", "quantity": "2", "unitPrice": "9.90",
                                 "tax": {"category": "S", "percent": "19"}}]}

Every field is in schema/commands.capnp under IssueInvoice. All files are read and checked
before the first is issued; they are issued in the order given. Each invoice gets a key of its
own; should no answer come, the key is printed: the same command with that --key never issues
twice.

Examples:
  latido issue hammer.json
  latido issue --key order-4711 hammer.json
  make_invoice | latido --json issue -
)";

struct Options {
  std::vector<std::string> files;
  std::string key;
};

struct Input {
  std::string name;
  wire::Message message;
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

ExitCode issue_one(Session& session,
                   const Input& input,
                   const std::string& key,
                   const Session::Show& show) {
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  if (!key.empty()) command.setKey(key);
  command.setIssueInvoice(input.message.root<schema::IssueInvoice>());
  return session.run(command, show);
}

// Stops at the first that got no answer: the next would wait as long.
ExitCode issue_all(Session& session, const std::vector<Input>& inputs) {
  Table table = issued_table();
  ExitCode code = ExitCode::ok;
  for (const auto& input : inputs) {
    const auto one = issue_one(session, input, "", [&](schema::Reply::Reader reply) {
      add_issued(table, input.name, reply.getDone());
      return std::string();
    });
    if (one != ExitCode::ok) std::cerr << "latido: " << input.name << " was not issued.\n";
    code = worse(code, one);
    if (one == ExitCode::no_answer) break;
  }
  if (!table.empty()) session.print(table.text(session.style()));
  return code;
}

ExitCode issue(Session& session, const Options& options) {
  if (!options.key.empty() && options.files.size() > 1) {
    throw UsageError("--key is for one FILE: every invoice needs a key of its own.");
  }
  std::vector<Input> inputs;
  for (const auto& file : options.files) {
    inputs.push_back({file, parse_input(file, capnp::Schema::from<schema::IssueInvoice>())});
  }
  if (inputs.size() > 1) return issue_all(session, inputs);
  return issue_one(session, inputs.front(), options.key, [&](schema::Reply::Reader reply) {
    return show_done(reply.getDone(), session.style());
  });
}

}  // namespace

void add_issue(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto* sub = app.add_subcommand("issue", "Issue invoices from JSON files");
  sub->footer(kHelp);
  sub->add_option("FILE", options->files, "JSON file with one invoice; - for standard input")
      ->required();
  sub->add_option("--key", options->key, "Idempotency key of your own, for one FILE");
  sub->callback([options, &chosen] {
    chosen = [options](Session& session) { return issue(session, *options); };
  });
}

}  // namespace latido::command
