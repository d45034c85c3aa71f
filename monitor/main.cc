#include "common/file_lock.h"
#include "common/process/process.h"
#include "monitor/config.h"
#include "monitor/nmap_prober.h"
#include "monitor/options.h"
#include "monitor/quiet_log.h"
#include "monitor/serve.h"
#include "monitor/stream.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kLastLines{1};

int refuse(const std::string& option, const std::string& value, const std::string& why) {
  std::cerr << "monitor: " << option << ' ' << value << ": " << why << '\n';
  return EXIT_FAILURE;
}

int refuse_config(const std::string& path, const Rejection& why) {
  const auto field = why.field.empty() ? "" : why.field + ": ";
  return refuse("--config", path, std::string(code_name(why.code)) + ' ' + field + why.message);
}

}  // namespace
}  // namespace latido::monitor

int main(int argc, char** argv) {
  using namespace latido::monitor;
  Options options;
  if (const auto code = parse_options(argc, argv, options)) return *code;
  latido::process::install_stop_signals();
  std::signal(SIGCHLD, SIG_DFL);  // where the parent ignores it, nobody is told how a child ended
  latido::process::raise_file_limit();
  latido::process::init_logging("monitor", options.log_level);
  log_from_a_thread();
  auto config = load_config(options.config);
  if (!config) return refuse_config(options.config, config.error());
  if (const auto found = find_hosts(config->services); !found) {
    return refuse_config(options.config, found.error());
  }
  options.watch.nmap = choose_nmap(options.prober);
  std::optional<latido::FileLock> lock;
  try {
    if (!options.lock.empty()) lock.emplace(options.lock).try_hold();
  } catch (const std::system_error& error) {
    return refuse("--lock", options.lock, error.what());
  }
  try {
    serve(*config, options, std::move(lock));
  } catch (const CannotPublish& error) {
    return refuse("--publish", options.watch.publish, error.what());
  } catch (const std::exception& error) {
    std::cerr << "monitor: cannot begin to watch: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  if (!end_log(kLastLines)) ::_exit(EXIT_SUCCESS);
  return EXIT_SUCCESS;
}
