#include "broker/core.h"
#include "broker/log_journal.h"
#include "broker/loop.h"
#include "broker/options.h"
#include "broker/transport.h"
#include "common/health/heart.h"
#include "common/process/process.h"

#include <cstdlib>
#include <exception>
#include <random>

#include <spdlog/spdlog.h>

namespace {

std::uint64_t random_secret() {
  std::random_device random;
  return (std::uint64_t{random()} << 32U) | random();
}

void serve(const latido::broker::Options& options) {
  zmq::context_t context;
  latido::broker::Transport transport(context, options.bind);
  latido::broker::LogJournal journal;
  latido::broker::Core core(options.limits, random_secret(), transport, journal);
  latido::health::Heart heart(context, {.service = "broker", .endpoint = options.beat});
  latido::broker::Loop loop(transport, core, heart);
  heart.start();
  heart.set_phase(latido::health::Phase::serving);
  spdlog::info("serving at {}, beats at {}", transport.endpoint(), options.beat);
  loop.run();
  heart.set_phase(latido::health::Phase::stopping);
  spdlog::info("stopped");
}

}  // namespace

int main(int argc, char** argv) {
  latido::process::install_stop_signals();
  latido::process::raise_file_limit();
  latido::broker::Options options;
  if (const auto exit_code = latido::broker::parse_options(argc, argv, options)) return *exit_code;
  latido::process::init_logging("broker", options.log_level);
  try {
    serve(options);
  } catch (const std::exception& error) {
    spdlog::error(
        "cannot serve at {} with beats at {}: {}", options.bind, options.beat, error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
