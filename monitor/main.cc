#include "common/process/process.h"
#include "monitor/config.h"
#include "monitor/quiet_log.h"
#include "monitor/watch_loop.h"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>
#include <zmq.hpp>

int main(int argc, char** argv) {
  CLI::App app{
      "Latido's monitor: hears the beats of services, names what is wrong with them, starts the "
      "dead again."};
  std::string config_path;
  std::string publish = "tcp://127.0.0.1:5002";
  std::string log_level = "info";
  app.add_option("--config", config_path, "JSON file that names the services (docs/monitor.md)")
      ->required();
  app.add_option("--publish", publish, "Endpoint of the state stream")->capture_default_str();
  app.add_option("--log-level", log_level, "How much to log")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  latido::process::install_stop_signals();
  latido::process::raise_file_limit();
  latido::process::init_logging("monitor", log_level);
  latido::monitor::log_from_a_thread();
  const auto services = latido::monitor::load_config(config_path);
  if (!services) {
    const auto& why = services.error();
    std::cerr << "monitor: --config " << config_path << ": " << latido::code_name(why.code) << ' '
              << why.field << (why.field.empty() ? "" : ": ") << why.message << '\n';
    return EXIT_FAILURE;
  }
  try {
    zmq::context_t context;
    latido::monitor::WatchLoop loop(context, *services, publish);
    spdlog::info("watching {} services, publishing on {}", services->size(), publish);
    loop.run();
  } catch (const std::invalid_argument& error) {
    std::cerr << "monitor: --config " << config_path << ": " << error.what() << '\n';
    return EXIT_FAILURE;
  } catch (const std::exception& error) {
    std::cerr << "monitor: --publish " << publish << ": " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  spdlog::shutdown();
  return EXIT_SUCCESS;
}
