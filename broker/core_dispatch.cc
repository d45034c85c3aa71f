// Handing requests over to workers.
#include "broker/core.h"
#include "broker/refusals.h"

namespace latido::broker {

// Hands over what waits, oldest first, for as long as a worker has a free credit.
void Core::pump(Service& service, Moment now) {
  while (!service.queue.empty()) {
    Request& request = *service.queue.front();
    if (request.deadline <= now.mono) {
      settle(request, refusals::expired_waiting());
      continue;
    }
    Worker* worker = pick_worker(service, must_go_alone(request));
    if (worker == nullptr) return;
    services_.remove(request);
    if (hand_over(request, *worker)) continue;
    services_.push_front(request);
    lose(*worker, Loss::unreachable, now);
  }
}

// The last try of a request that lost workers: should it lose one more, it must be sure that it was
// this one's doing.
bool Core::must_go_alone(const Request& request) const {
  return request.deaths > 0 && request.deaths + 1 >= limits_.attempts_max;
}

bool Core::hand_over(Request& request, Worker& worker) {
  const std::uint32_t handover = request.handovers + 1;
  const std::string token = mint_.make({request.id, handover});
  encode_request(worker.route, token, request.body(), scratch_);
  if (sender_.send(worker.peer, scratch_) != Delivery::taken) return false;
  request.handovers = handover;
  request.worker = &worker;
  request.late_peer.clear();
  ++worker.used;
  ++worker.awaited;
  worker.alone = must_go_alone(request);
  worker.last_handover = ++handovers_;
  return true;
}

}  // namespace latido::broker
