#include "monitor/serve.h"

#include "common/process/process.h"
#include "monitor/open_history.h"
#include "monitor/standby.h"
#include "monitor/stream_codec.h"
#include "monitor/watch_loop.h"

#include <cerrno>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>
#include <zmq.hpp>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kBindRetry{20};

// The port is free. Whoever holds the lock may wait for that: a dead one's goes a moment after its
// lock. Null: a stop was asked for meanwhile.
std::unique_ptr<WatchLoop> bind(zmq::context_t& context,
                                const Config& config,
                                const Options& options,
                                Hooks& hooks) {
  for (bool told = false; !process::stop_requested(); told = true) {
    try {
      return std::make_unique<WatchLoop>(context, config, options.watch, hooks);
    } catch (const zmq::error_t& error) {
      if (options.lock.empty() || error.num() != EADDRINUSE) throw;
      if (!told) spdlog::warn("{} is still in use; waiting for it", options.watch.publish);
      std::this_thread::sleep_for(kBindRetry);
    }
  }
  return nullptr;
}

// From here on this is the one monitor at work: it publishes, keeps the history, and starts what is
// dead.
void become_active(zmq::context_t& context,
                   const Config& config,
                   const Options& options,
                   Hooks& hooks,
                   std::vector<Incident> about_the_first) {
  // First, for it may take its time: a loop that has begun to watch must go on.
  auto history = open_history(options.history, config);
  const auto loop = bind(context, config, options, hooks);
  if (!loop) return;
  loop->keep_history(std::move(history));
  spdlog::info(
      "watching {} services, publishing on {}", config.services.size(), options.watch.publish);
  for (auto& incident : about_the_first) {
    incident.event = IncidentEvent::resolved;
    incident.resolved_unix_ms = unix_ms_now();
    hooks.tell(to_json(incident));
  }
  loop->run();
}

}  // namespace

void serve(const Config& config, Options options, std::optional<FileLock> lock) {
  zmq::context_t context;
  Hooks hooks(config.hooks);
  std::vector<Incident> about_the_first;
  if (!options.lock.empty() && !lock) {
    card_options(config.services);  // throws now what would throw at the takeover
    Standby standby(context, options.watch.publish, hooks);
    lock = standby.wait_for(options.lock);
    if (!lock) return;
    spdlog::warn("the monitor before this one has ended; taking over");
    options.watch.windows = standby.windows();
    about_the_first = standby.incidents();
  }
  become_active(context, config, options, hooks, std::move(about_the_first));
  lock.reset();  // the next one may go on at once, whatever the hooks have still at hand
}

}  // namespace latido::monitor
