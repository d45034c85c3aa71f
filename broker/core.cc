#include "broker/core.h"

#include <utility>

namespace latido::broker {

Core::Core(Limits limits, std::uint64_t secret, Sender& sender, Journal& journal)
    : limits_(limits),
      sender_(sender),
      journal_(journal),
      clients_(sender, counters_),
      mint_(secret),
      services_(limits_) {}

void Core::handle(const std::string& peer, Frames&& frames, Moment now) {
  const Parsed parsed = parse(frames);
  switch (parsed.kind) {
    case Kind::client_request:
      return on_request(peer, std::move(frames), parsed, now);
    case Kind::bad_request:
      return clients_.refuse(
          peer, route_of(parsed, frames), frames, {parsed.code, "", std::string(parsed.problem)});
    case Kind::invalid:
      return on_invalid(peer, now);
    default:
      return on_worker(peer, frames, parsed, now);
  }
}

void Core::on_invalid(const std::string& peer, Moment now) {
  ++counters_.invalid;
  Worker* const worker = workers_.find(peer);
  if (worker == nullptr) return;
  Service& service = *worker->service;
  lose(*worker, Loss::misbehaved, now);
  pump(service, now);
}

std::string Core::status(MonotonicTime now) const {
  return status_json({services_, workers_, requests_, quarantine_, counters_}, now);
}

}  // namespace latido::broker
