#include "common/process/process.h"
#include "monitor/config.h"
#include "monitor/nmap_prober.h"
#include "monitor/open_history.h"
#include "monitor/options.h"
#include "monitor/quiet_log.h"
#include "monitor/watch_loop.h"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <utility>

#include <spdlog/spdlog.h>
#include <zmq.hpp>

int main(int argc, char** argv) {
  latido::monitor::Options options;
  if (const auto code = latido::monitor::parse_options(argc, argv, options)) return *code;
  latido::process::install_stop_signals();
  latido::process::raise_file_limit();
  latido::process::init_logging("monitor", options.log_level);
  latido::monitor::log_from_a_thread();
  const auto config = latido::monitor::load_config(options.config);
  if (!config) {
    const auto& why = config.error();
    std::cerr << "monitor: --config " << options.config << ": " << latido::code_name(why.code)
              << ' ' << why.field << (why.field.empty() ? "" : ": ") << why.message << '\n';
    return EXIT_FAILURE;
  }
  options.watch.nmap = latido::monitor::choose_nmap(options.prober);
  try {
    // First, for it may take its time: a loop that has begun to watch must go on.
    auto history = latido::monitor::open_history(options.history, *config);
    zmq::context_t context;
    latido::monitor::WatchLoop loop(context, *config, options.watch);
    loop.keep_history(std::move(history));
    spdlog::info(
        "watching {} services, publishing on {}", config->services.size(), options.watch.publish);
    loop.run();
  } catch (const std::invalid_argument& error) {
    std::cerr << "monitor: --config " << options.config << ": " << error.what() << '\n';
    return EXIT_FAILURE;
  } catch (const std::exception& error) {
    std::cerr << "monitor: --publish " << options.watch.publish << ": " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  spdlog::shutdown();
  return EXIT_SUCCESS;
}
