#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show_availability.h"
#include "clients/cpp/command/snapshot.h"

#include <iostream>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(How available each service was over the last hour, 24 hours and 30 days, how often it went down,
and how long it took to detect and to recover, on average. Available is what was up or degraded
of the time that is known; maintenance counts for nothing, nor does what is unknown: the monitor
did not run then, or was blind. With --json, the monitor's whole state.

Examples:
  latido history
  latido history --service comandos
)";

ExitCode history(Session& session, const std::string& service) {
  const auto& endpoint = session.globals().monitor;
  const auto snapshot = fetch_snapshot(session);
  if (!snapshot) {
    std::cerr << "latido: No word from the monitor at " << endpoint << ".\n";
    return ExitCode::no_answer;
  }
  if (snapshot->root().getAvailability().size() == 0) {
    std::cerr << "latido: The monitor at " << endpoint
              << " keeps no history (monitor --history FILE), or has only just started.\n";
    return ExitCode::no_answer;
  }
  const auto text = show_availability(snapshot->root(), service, session.style());
  if (text.empty()) throw UsageError("The monitor watches no service " + service + ".");
  session.print(session.globals().json ? snapshot->json() + '\n' : text);
  return ExitCode::ok;
}

}  // namespace

void add_availability(CLI::App& app, Action& chosen) {
  const auto service = std::make_shared<std::string>();
  Subcommand sub(app, "history", "Show how available the services were", chosen);
  sub.help(kHelp).take("--service", *service, "Only this one");
  sub.action([service](Session& session) { return history(session, *service); });
}

}  // namespace latido::command
