#include "clients/cpp/command/drill/report.h"
#include "clients/cpp/command/drill/run.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/subcommands.h"
#include "common/process/process.h"

#include <iostream>
#include <stdexcept>

#include <CLI/CLI.hpp>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Does real faults to the running services that the monitor watches, and to the monitor itself, and
scores what the monitor says: kill -9, SIGSTOP, CPU hogs, stops of the monitor; clock jumps where
its processes run under libfaketime; and what a service with a test-only switch can do to itself.
The services and the monitor must be processes of this machine (where one is not, nothing is done),
and be started again by the monitor. Exit code 0: nothing was missed, nothing called by a wrong
name, nobody accused falsely.

Examples:
  latido drill --yes --short
  latido drill --yes --rounds 20 --hold 6
)";

constexpr std::chrono::milliseconds kShortHold{300};

struct Wanted {
  DrillOptions options;
  std::vector<std::string> switches;
  double hold_s = 1;
  bool brief = false;
  bool yes = false;
};

DrillOptions options_of(const Wanted& wanted) {
  auto options = wanted.options;
  options.hold = std::chrono::milliseconds(static_cast<int>(wanted.hold_s * 1000));
  if (wanted.brief) {
    options.rounds = 1;
    options.hold = kShortHold;
    options.hogs = {8};
    options.stops_s = {1};
  }
  for (const auto& one : wanted.switches) {
    const auto equals = one.find('=');
    if (equals == std::string::npos) throw UsageError("--switch is SERVICE=PIPE, not " + one + ".");
    options.pipes[one.substr(0, equals)] = one.substr(equals + 1);
  }
  return options;
}

ExitCode drill(Session& session, const Wanted& wanted) {
  if (!wanted.yes) {
    throw UsageError("this kills and stops running services; say --yes if that is meant.");
  }
  process::install_stop_signals();  // what is stopped is to go on, whoever ends this
  Recorder recorder(session.context(), session.globals().monitor);
  DrillResult result;
  try {
    result = DrillRun(recorder, options_of(wanted)).run();
  } catch (const std::runtime_error& error) {
    std::cerr << "latido: " << error.what() << '\n';
    return ExitCode::no_answer;
  }
  auto report = make_report(result, recorder.told(), recorder.heard(), monotonic_now());
  report.blind_spells = recorder.blind_spells();
  session.print(session.globals().json ? report_json(report)
                                       : show_report(report, session.style()));
  return report.good() ? ExitCode::ok : ExitCode::no_answer;
}

}  // namespace

void add_drill(CLI::App& app, Action& chosen) {
  auto wanted = std::make_shared<Wanted>();
  auto* sub = app.add_subcommand("drill", "Do faults on purpose and score the monitor");
  sub->footer(kHelp);
  auto& options = wanted->options;
  sub->add_flag("--yes", wanted->yes, "Yes, kill and stop what runs");
  sub->add_flag("--short", wanted->brief, "One round, 8 hogs, one stop of 1 s");
  sub->add_option("--rounds", options.rounds, "Of each fault under each load")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  sub->add_option("--hold", wanted->hold_s, "Seconds that a stopped service stays so")
      ->check(CLI::Range(0.0, 60.0))
      ->capture_default_str();
  sub->add_option("--hogs", options.hogs, "Loads of so many CPU hogs")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  sub->add_option("--stops", options.stops_s, "Seconds that the monitor is stopped")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  sub->add_option("--clock", options.clock_file, "FAKETIME_TIMESTAMP_FILE of the processes");
  sub->add_option("--switch", wanted->switches, "SERVICE=PIPE: its test-only switch");
  sub->callback([wanted, &chosen] {
    chosen = [wanted](Session& session) { return drill(session, *wanted); };
  });
}

}  // namespace latido::command
