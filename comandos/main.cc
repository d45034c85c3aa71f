#include "comandos/writer.h"
#include "common/process/process.h"

#include <cstdlib>
#include <exception>

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

int main(int argc, char** argv) {
  latido::comandos::Options options;
  CLI::App app{
      "Latido comandos: the one writer of the billing store. Takes commands from the broker."};
  app.add_option("--store", options.store, "Path of the billing store; made where it is missing")
      ->capture_default_str();
  app.add_option("--broker", options.broker, "Where the broker listens")->capture_default_str();
  app.add_option("--beat", options.beat, "Where to publish heartbeats")->capture_default_str();
  app.add_option("--log-level", options.log_level, "How much to log")
      ->check(CLI::IsMember(latido::process::log_levels()))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  latido::process::init_logging("comandos", options.log_level);
  latido::process::install_stop_signals();
  latido::process::raise_file_limit();
  try {
    latido::comandos::run_writer(options);
  } catch (const std::exception& error) {
    spdlog::critical("{}", error.what());
    return EXIT_FAILURE;
  }
  spdlog::info("stopped");
  return EXIT_SUCCESS;
}
