#include "monitor/watched.h"

#include "common/process/process.h"
#include "monitor/port_owner.h"
#include "monitor/process_look.h"
#include "monitor/thread_look.h"

namespace latido::monitor {
namespace {

std::string host_of(const std::string& endpoint) { return endpoint.substr(0, endpoint.rfind(':')); }

}  // namespace

Watched::Watched(zmq::context_t& context, const WatchedService& service)
    : config(service), ear(context, endpoint_of(service.address)), probe(service.address) {}

bool Watched::fulfil(Card& card, MonotonicTime now) {
  const auto requests = card.take_requests();
  const auto identity = card.identity();
  if (requests.watch && identity && !death.begin(*identity)) card.on_watch_failed();
  if (!requests.echo_nonce.empty()) ear.ask_echo({.nonce = requests.echo_nonce, .deep = false});
  if (!requests.deep_nonce.empty()) ear.ask_echo({.nonce = requests.deep_nonce, .deep = true});
  look(card, requests, now);
  return requests.probe_port;
}

void Watched::wake_for(std::vector<zmq::pollitem_t>& items, bool deaths) {
  items.push_back({ear.socket().handle(), 0, ZMQ_POLLIN, 0});
  if (death.fd() >= 0 && deaths) items.push_back({nullptr, death.fd(), ZMQ_POLLIN, 0});
  if (probe.fd() >= 0) items.push_back({nullptr, probe.fd(), ZMQ_POLLOUT, 0});
}

void Watched::note_death(Card& card, MonotonicTime now) {
  if (death.saw_end_of(card.identity())) {
    card.on_death(death.explain(), now, death.pid_reused());
  }
  if (card.death_unexplained()) card.on_death(death.explain(), now);
}

void Watched::look(Card& card, const Requests& requests, MonotonicTime now) const {
  const auto identity = card.identity();
  if (requests.look && identity && identity->local) {
    card.on_look(look_at(identity->pid, identity->start_ticks), now);
  } else if (requests.look && !identity && !config.process.empty()) {
    card.on_look(find_by_name(config.process, config.restart), now);
  }
  if (requests.look_tid != 0 && card.identity() == identity && identity) {
    card.on_threads(
        look_at_threads(identity->pid, requests.look_tid, monotonic_now()), pressure_text(), now);
  }
  if (requests.find_owner) {
    const auto& own = config.process.empty() ? config.name : config.process;
    card.on_owner(find_port_owner(probe.port(), own), now);
  }
}

std::vector<CardOptions> card_options(const std::vector<WatchedService>& services) {
  std::vector<CardOptions> out;
  const auto boot_id = process::boot_id();
  for (const auto& service : services) {
    out.push_back({.service = service.name,
                   .boot_id = boot_id,
                   .beat_port = service.address.port,
                   .host = host_of(service.beat_endpoint),
                   .depends_on = service.depends_on});
  }
  return out;
}

}  // namespace latido::monitor
