#include "clients/cpp/command/command_line.h"

#include <array>
#include <iostream>

#include <CLI/CLI.hpp>

namespace latido::command {
namespace {

constexpr double kTimeoutMaxSeconds = 3600;

constexpr char kHelp[] = R"(A first invoice:
  export LATIDO_TENANT=acme
  latido customer create --id c-1 --name "Ada Lovelace"
  latido series create --id F --prefix F- --digits 6
  latido issue hammer.json             # latido issue --help shows what goes into the file
  latido get F-000001
  latido pay F-000001 23.56 EUR

docs/billing.md explains invoices, credit, proofs and all commands.

Options of latido itself may stand before or after the subcommand. Results go to standard output,
everything else to standard error. Colours only on a terminal, and not where NO_COLOR is set.

Nothing takes effect twice: each command carries a key, made here unless you give one with --key,
and is sent again with it until an answer comes or the time is over.

Exit codes:
  0  done
  1  refused for a business reason; nothing was written
  2  wrong usage or bad input; nothing was written
  3  no answer: nobody serves, the time is over, or something is not up
  4  verification failed
)";

// In the order of the help.
constexpr std::array kSubcommands{
    add_issue,       add_preview,     add_draft,    add_invoice_changes, add_credit_note,
    add_payments,    add_allocations, add_customer, add_catalogue,       add_series,
    add_books,       add_get,         add_lists,    add_reports,         add_history,
    add_export,      add_proof,       add_verify,   add_status,          add_watch,
    add_acknowledge, add_maintenance, add_drill,    add_availability};

void add_globals(CLI::App& app, Globals& globals) {
  app.add_option("--endpoint", globals.endpoint, "The broker")->capture_default_str();
  app.add_option("--monitor",
                 globals.monitor,
                 "The monitor, for status, watch, history, ack and maintenance")
      ->capture_default_str();
  app.add_option("--tenant", globals.tenant, "Whose books")->envname("LATIDO_TENANT");
  app.add_option("--actor", globals.actor, "Who asks, for the audit trail")
      ->envname("LATIDO_ACTOR");
  app.add_option("--timeout", globals.timeout_s, "Seconds for one answer, all attempts together")
      ->check(CLI::Range(0.001, kTimeoutMaxSeconds))
      ->capture_default_str();
  app.add_flag("--json", globals.json, "Print replies as JSON, one a line, as they came");
}

}  // namespace

std::optional<ExitCode> parse_command_line(int argc,
                                           char** argv,
                                           Globals& globals,
                                           Action& action) {
  CLI::App app("Issues invoices through Latido, reads them, and shows how Latido is.", "latido");
  app.footer(kHelp);
  app.fallthrough();
  add_globals(app, globals);
  for (const auto add : kSubcommands) add(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitCode::ok : ExitCode::usage;
  }
  // Checked here, so that a misspelt subcommand is named before one is missed.
  if (!action) {
    std::cerr << "Say what to do, for example: latido list. latido --help shows all there is.\n";
    return ExitCode::usage;
  }
  return std::nullopt;
}

}  // namespace latido::command
