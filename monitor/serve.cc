#include "monitor/serve.h"

#include "common/process/process.h"
#include "monitor/standby.h"
#include "monitor/stream.h"
#include "monitor/stream_codec.h"
#include "monitor/told_lately.h"
#include "monitor/watch_loop.h"

#include <cerrno>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>
#include <zmq.hpp>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kRetry{20};

enum class Place : std::uint8_t { lone, first, successor };

// Whoever holds the lock may wait for the port: a dead one's goes a moment after its lock. To a
// successor nothing is a reason to give up, for nobody else would watch.
bool passes(Place place, const std::exception& error) {
  if (place != Place::first) return place == Place::successor;
  const auto* unbound = dynamic_cast<const CannotPublish*>(&error);
  return unbound != nullptr && unbound->error_number == EADDRINUSE;
}

// Null: a stop was asked for before it could begin.
std::unique_ptr<WatchLoop> make_loop(zmq::context_t& context,
                                     const Config& config,
                                     const Options& options,
                                     Hooks& hooks,
                                     Place place) {
  for (ToldLately told; !process::stop_requested();) {
    try {
      return std::make_unique<WatchLoop>(context, config, options.watch, hooks);
    } catch (const std::exception& error) {
      if (!passes(place, error)) throw;
      if (told.is_news(error.what(), monotonic_now()))
        spdlog::warn("cannot begin on {} yet: {}; trying on", options.watch.publish, error.what());
      std::this_thread::sleep_for(kRetry);
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
                   Place place,
                   std::vector<Incident> about_the_first) {
  const auto loop = make_loop(context, config, options, hooks, place);
  if (!loop) return;
  loop->open_history(options.history, config);
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
  auto place = lock ? Place::first : Place::lone;
  if (lock && !lock->held()) {
    spdlog::info("another monitor holds the lock {}; standing by", options.lock);
    Standby standby(context, options.watch.publish, hooks);
    if (!standby.wait_for(*lock)) return;
    spdlog::warn("the monitor before this one has ended; taking over");
    place = Place::successor;
    options.watch.windows = standby.windows();
    about_the_first = standby.incidents();
  }
  become_active(context, config, options, hooks, place, std::move(about_the_first));
  lock.reset();  // the next one may go on at once, whatever the hooks have still at hand
}

}  // namespace latido::monitor
