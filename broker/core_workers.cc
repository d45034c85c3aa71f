// Workers: coming, answering, going.
#include "broker/core.h"
#include "broker/refusals.h"
#include "broker/reserved.h"

#include <algorithm>
#include <utility>

namespace latido::broker {

void Core::on_worker(const std::string& peer, Frames& frames, const Parsed& parsed, Moment now) {
  Worker* const worker = workers_.find(peer);
  const WorkerRoute route{parsed.version, parsed.delimited};
  if (worker == nullptr) {
    if (parsed.kind == Kind::worker_disconnect) return;
    if (parsed.kind == Kind::worker_ready) return on_ready(peer, frames, parsed, now);
    if (take_late_answer(peer, frames, parsed)) return;
    // It believes to be registered, for example with an earlier run of the broker: told so, it
    // comes back.
    ++counters_.unexpected;
    return send_disconnect(peer, route);
  }
  Service& service = *worker->service;
  if (parsed.kind == Kind::worker_disconnect) {
    lose(*worker, Loss::left, now);
  } else if (parsed.kind == Kind::worker_ready || parsed.version != worker->route.version) {
    ++counters_.unexpected;
    lose(*worker, Loss::misbehaved, now);
  } else {
    worker->last_heard = now.mono;
    if (parsed.kind == Kind::worker_heartbeat) return;
    on_answer(*worker, frames, parsed);
  }
  pump(service, now);
}

void Core::on_ready(const std::string& peer,
                    const Frames& frames,
                    const Parsed& parsed,
                    Moment now) {
  const WorkerRoute route{parsed.version, parsed.delimited};
  const std::string& name = frames[parsed.subject];
  Result<messaging::Announcement> announced;
  if (parsed.body < frames.size()) announced = messaging::parse_announcement(frames[parsed.body]);
  const bool welcome = !is_reserved(name) && announced && workers_.size() < limits_.workers_max;
  Service* service = welcome ? services_.find_or_add(name) : nullptr;
  if (service == nullptr) {
    ++counters_.unexpected;
    return send_disconnect(peer, route);
  }
  if (announced->sole) drop_earlier(*service, announced->run, now);
  Worker worker;
  worker.peer = peer;
  worker.route = route;
  worker.service = service;
  worker.announced = *announced;
  worker.last_heard = now.mono;
  worker.next_beat = now.mono + worker.beat();
  Worker& added = workers_.add(std::move(worker));
  service->workers.push_back(&added);
  journal_.worker_joined(added);
  pump(*service, now);
}

// `run`: of the new one. The process that comes again has not died.
void Core::drop_earlier(Service& service, const std::string& run, Moment now) {
  while (!service.workers.empty()) {
    Worker& earlier = *service.workers.front();
    const bool same = !run.empty() && earlier.announced.run == run;
    lose(earlier, same ? Loss::returned : Loss::replaced, now);
  }
}

// A worker that was lost as silent has done a request after all, and nobody else has got it yet.
bool Core::take_late_answer(const std::string& peer, Frames& frames, const Parsed& parsed) {
  const bool final = parsed.kind == Kind::worker_final;
  if (!final && parsed.kind != Kind::worker_partial) return false;
  const auto token = mint_.read(frames[parsed.subject]);
  Request* const request = token ? requests_.find(token->request) : nullptr;
  if (request == nullptr || request->worker != nullptr || request->late_peer != peer ||
      request->handovers != token->handover) {
    return false;
  }
  // Its parts are not kept any more, so that the FINAL would not be the whole answer.
  if (!final) {
    request->late_peer.clear();
    return false;
  }
  services_.remove(*request);
  pass_on(*request, frames, parsed);
  requests_.erase(*request);
  return true;
}

void Core::on_answer(Worker& worker, Frames& frames, const Parsed& parsed) {
  const auto token = mint_.read(frames[parsed.subject]);
  Request* const request = token ? requests_.find(token->request) : nullptr;
  if (request == nullptr || request->worker != &worker || request->handovers != token->handover) {
    ++counters_.stray_answers;
    return;
  }
  if (request->answered) {
    ++counters_.stray_answers;
  } else {
    pass_on(*request, frames, parsed);
  }
  if (parsed.kind == Kind::worker_final) release(*request, worker);
}

void Core::pass_on(Request& request, Frames& frames, const Parsed& parsed) {
  const bool final = parsed.kind == Kind::worker_final;
  const auto body = std::span<const std::string>(frames).subspan(parsed.body);
  const bool one_reply_only = request.parsed.version == Version::v01;
  if (one_reply_only && (!final || !request.collected.empty())) {
    if (!collect(request, frames, parsed)) {
      clients_.refuse(
          request.client, request.route(), request.frames, refusals::answer_too_large());
      return abandon(request);
    }
    if (final) clients_.answer(request.client, request.route(), true, request.collected);
  } else {
    clients_.answer(request.client, request.route(), final, body);
    request.partial_sent = !final;
  }
  if (!final) return;
  ++counters_.answers;
  ++request.service->answers;
}

// Adds the body to what is kept of the answer; false where that would be too much.
bool Core::collect(Request& request, Frames& frames, const Parsed& parsed) {
  for (std::size_t i = parsed.body; i < frames.size(); ++i) {
    request.collected_bytes += frames[i].size();
    if (request.collected.size() >= kCollectedMaxFrames) return false;
    if (request.collected_bytes > kCollectedMaxBytes) return false;
    request.collected.push_back(std::move(frames[i]));
  }
  return true;
}

// The client has its answer, the worker is still at it: its credit comes back with its FINAL.
void Core::abandon(Request& request) {
  request.answered = true;
  --request.worker->awaited;
  requests_.drop_body(request);
}

void Core::release(Request& request, Worker& worker) {
  --worker.used;
  if (!request.answered) --worker.awaited;
  worker.alone = false;
  requests_.erase(request);
}

void Core::send_disconnect(const std::string& peer, WorkerRoute route) {
  encode_disconnect(route, scratch_);
  sender_.send(peer, scratch_);  // one that is gone needs no telling
}

void Core::lose(Worker& worker, Loss loss, Moment now) {
  Service& service = *worker.service;
  const auto gone = workers_.take(worker.peer);
  std::erase(service.workers, gone.get());
  if (service.workers.empty()) service.orphaned_at = now.mono;
  if (loss != Loss::left && loss != Loss::unreachable) send_disconnect(gone->peer, gone->route);
  const auto held = requests_.held_by(*gone);
  journal_.worker_lost(*gone, loss, held.size());
  // Back to front, so that the oldest ends up first.
  for (auto it = held.rbegin(); it != held.rend(); ++it) take_back(**it, *gone, loss, now);
}

void Core::take_back(Request& request, const Worker& worker, Loss loss, Moment now) {
  if (request.answered) return requests_.erase(request);
  if (is_death(loss)) ++request.deaths;
  const ClientRoute route = request.route();
  if (!worker.announced.retry_safe || request.partial_sent) {
    clients_.refuse(request.client, route, request.frames, refusals::worker_lost());
    return requests_.erase(request);
  }
  if (request.deaths >= limits_.attempts_max) {
    quarantine_.add(request, now.unix_ms);
    journal_.request_quarantined(quarantine_.entries().back());
    clients_.refuse(request.client, route, request.frames, refusals::killed_workers());
    return requests_.erase(request);
  }
  ++counters_.redelivered;
  request.worker = nullptr;
  request.waiting_since = now.mono;
  if (loss == Loss::silent && request.collected.empty()) request.late_peer = worker.peer;
  request.collected.clear();
  request.collected_bytes = 0;
  services_.push_front(request);
}

}  // namespace latido::broker
