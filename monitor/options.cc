#include "monitor/options.h"

#include "common/process/process.h"

#include <CLI/CLI.hpp>

namespace latido::monitor {

std::optional<int> parse_options(int argc, char** argv, Options& options) {
  CLI::App app{
      "Latido's monitor: hears the beats of services, names what is wrong with them, starts the "
      "dead again."};
  app.add_option("--config", options.config, "JSON file that names the services (docs/monitor.md)")
      ->required();
  app.add_option("--publish", options.watch.publish, "Endpoint of the state stream")
      ->capture_default_str();
  app.add_option(
      "--lock",
      options.lock,
      "Lock file: whoever holds it is at work, a second monitor stands by for its death");
  app.add_option(
      "--history",
      options.history,
      "SQLite file for what happened; left out: a restarted monitor knows nothing of it");
  app.add_option("--prober", options.prober, "How ports are probed")
      ->check(CLI::IsMember({"builtin", "nmap"}))
      ->capture_default_str();
  app.add_option("--log-level", options.log_level, "How much to log")
      ->check(CLI::IsMember(process::log_levels()))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  return std::nullopt;
}

}  // namespace latido::monitor
