// Requests as they come in.
#include "broker/core.h"
#include "broker/refusals.h"
#include "broker/reserved.h"
#include "common/messaging/header.h"

#include <algorithm>
#include <utility>

namespace latido::broker {

void Core::on_request(const std::string& peer, Frames&& frames, const Parsed& parsed, Moment now) {
  ++counters_.requests;
  const std::string& name = frames[parsed.subject];
  if (is_reserved(name)) return answer_reserved(peer, frames, parsed, now);
  const auto deadline = deadline_of(frames, parsed, now);
  if (!deadline) return clients_.refuse(peer, route_of(parsed, frames), frames, deadline.error());
  Service* service = services_.find(name);
  if (service == nullptr) {
    return clients_.refuse(peer, route_of(parsed, frames), frames, refusals::never_registered());
  }
  Request request;
  request.client = peer;
  request.parsed = parsed;
  request.frames = std::move(frames);
  request.service = service;
  request.waiting_since = now.mono;
  request.deadline = *deadline;
  take_in(std::move(request), now);
}

void Core::answer_reserved(const std::string& peer,
                           const Frames& frames,
                           const Parsed& parsed,
                           Moment now) {
  const std::string& name = frames[parsed.subject];
  std::string text;
  if (name == kBrokerService) {
    text = status(now.mono);
  } else if (name == kMmiService) {
    const Service* asked = services_.find(frames.back());
    const bool own = frames.back() == kBrokerService || frames.back() == kMmiService;
    const bool served = own || (asked != nullptr && !asked->workers.empty());
    text = served ? kMmiFound : kMmiNotFound;
  } else {
    text = kMmiNotImplemented;
  }
  clients_.answer_text(peer, route_of(parsed, frames), std::move(text));
}

Result<MonotonicTime> Core::deadline_of(const Frames& frames,
                                        const Parsed& parsed,
                                        Moment now) const {
  const MonotonicTime by_default = now.mono + limits_.default_deadline;
  const auto body = std::span(frames).subspan(parsed.body);
  if (body.size() != 2 || !messaging::looks_like_header(body.front())) return by_default;
  const auto header = messaging::parse_header(body.front());
  if (!header) return tl::make_unexpected(header.error());
  if (!header->deadline_unix_ms) return by_default;
  const std::chrono::milliseconds left(*header->deadline_unix_ms - now.unix_ms);
  if (left.count() <= 0) return tl::make_unexpected(refusals::arrived_late());
  return now.mono + std::min<std::chrono::milliseconds>(left, kDeadlineMax);
}

void Core::take_in(Request&& incoming, Moment now) {
  Service& service = *incoming.service;
  std::size_t bytes = 0;
  for (const std::string& frame : incoming.frames) bytes += frame.size();
  // One that goes straight to a worker takes no place in the queue.
  Worker* const idle = service.queue.empty() ? pick_worker(service, false) : nullptr;
  const bool room = idle != nullptr ? requests_.bytes() + bytes <= limits_.queue_bytes_max
                                    : services_.has_room(service, bytes, requests_.bytes());
  if (!room) {
    return clients_.refuse(
        incoming.client, incoming.route(), incoming.frames, refusals::queue_full());
  }
  ++service.requests;
  Request& request = requests_.add(std::move(incoming));
  if (idle != nullptr && hand_over(request, *idle)) return;
  services_.push_back(request);
  if (idle != nullptr) lose(*idle, Loss::unreachable, now);
  pump(service, now);
}

// For a request that waits. One that a worker had before may have taken effect, whatever it fails
// of now.
void Core::settle(Request& request, const Rejection& why) {
  services_.remove(request);
  const bool untouched = request.handovers == 0;
  clients_.refuse(
      request.client, request.route(), request.frames, untouched ? why : refusals::worker_lost());
  requests_.erase(request);
}

}  // namespace latido::broker
