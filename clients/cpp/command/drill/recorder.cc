#include "clients/cpp/command/drill/recorder.h"

#include "common/health/beat_codec.h"
#include "common/health/endpoint.h"
#include "common/process/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <stdexcept>

#include <capnp/schema.h>

namespace latido::command {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kTurn{20};
constexpr int kQueueMax = 100'000;

template <typename Enum>
std::string name_of(Enum value) {
  const auto known = capnp::Schema::from<Enum>().getEnumerants();
  const auto index = static_cast<capnp::uint>(value);
  return index < known.size() ? known[index].getProto().getName().cStr() : "other";
}

std::string with_port(const std::string& endpoint, std::uint16_t port) {
  return endpoint.substr(0, endpoint.rfind(':') + 1) + std::to_string(port);
}

}  // namespace

Recorder::Recorder(zmq::context_t& context, const std::string& endpoint)
    : endpoint_(endpoint),
      stream_(context, endpoint),
      follower_(monotonic_now()),
      beats_(context, zmq::socket_type::sub) {
  beats_.set(zmq::sockopt::linger, 0);
  beats_.set(zmq::sockopt::rcvhwm, kQueueMax);
  beats_.set(zmq::sockopt::reconnect_ivl, static_cast<int>(kTurn.count()));
  beats_.set(zmq::sockopt::subscribe, "{\"beat\"");
  beats_.set(zmq::sockopt::ipv6, health::is_ipv6(endpoint));
  beats_.connect(endpoint);
}

void Recorder::record(milliseconds span) {
  const auto until = monotonic_now() + span;
  for (auto now = monotonic_now(); now < until; now = monotonic_now()) {
    turn(std::min(kTurn, std::chrono::ceil<milliseconds>(until - now)));
  }
}

bool Recorder::record_until(const std::function<bool()>& holds, milliseconds patience) {
  const auto until = monotonic_now() + patience;
  while (!holds()) {
    if (monotonic_now() >= until) return false;
    turn(kTurn);
  }
  return true;
}

void Recorder::forget() {
  told_.clear();
  heard_.clear();
  blind_spells_ = 0;
}

void Recorder::turn(milliseconds wait) {
  std::array<zmq::pollitem_t, 2> items{
      {{stream_.handle(), 0, ZMQ_POLLIN, 0}, {beats_.handle(), 0, ZMQ_POLLIN, 0}}};
  try {
    zmq::poll(items, wait);
  } catch (const zmq::error_t& error) {
    if (error.num() != EINTR) throw;
  }
  if (process::stop_requested()) throw std::runtime_error("interrupted");
  take_stream();
  take_beats();
}

void Recorder::take_stream() {
  while (const auto frame = stream_.receive(milliseconds(0))) {
    const auto message = StreamMessage::read(*frame);
    if (!message) continue;
    const auto now = monotonic_now();
    const auto step = follower_.on_message(message->head(), now);
    if (step.ask_for_snapshot) stream_.ask_for_snapshot();
    const auto root = message->root();
    if (root.getBlind() && !blind_) ++blind_spells_;
    blind_ = root.getBlind();
    if (!step.show) continue;
    if (root.isChange()) note(root.getChange(), now);
    if (!root.isSnapshot()) continue;
    for (const auto state : root.getSnapshot()) note(state, now);
  }
  if (follower_.on_quiet(monotonic_now()).ask_for_snapshot) stream_.ask_for_snapshot();
}

void Recorder::note(schema::ServiceState::Reader state, MonotonicTime now) {
  const std::string name = state.getService();
  if (!services_.contains(name)) beats_.connect(with_port(endpoint_, state.getBeatPort()));
  auto& service = services_[name];
  service.incarnation = state.getIncarnation();
  auto verdict = name_of(state.getVerdict());
  auto reason = name_of(state.getEvidence().getReason());
  if (verdict == service.verdict && reason == service.reason) return;
  told_.push_back({now, name, verdict, reason});
  service.verdict = std::move(verdict);
  service.reason = std::move(reason);
}

void Recorder::take_beats() {
  zmq::message_t frame;
  while (beats_.recv(frame, zmq::recv_flags::dontwait)) {
    const auto message = health::decode(frame.to_string_view());
    const auto* beat = message ? std::get_if<health::Beat>(&*message) : nullptr;
    if (beat == nullptr) continue;
    const Identity identity{beat->pid, beat->start_ticks, beat->boot_id};
    if (const auto it = services_.find(beat->service); it != services_.end()) {
      heard_.push_back({monotonic_now(), beat->service});
      it->second.heard = beat->incarnation;
      it->second.identity = identity;
    } else if (beat->service == "monitor") {
      monitor_ = identity;
    }
  }
}

std::optional<Identity> Recorder::identity(const std::string& service) const {
  const auto& known = services_.at(service);
  return known.heard == known.incarnation ? std::optional(known.identity) : std::nullopt;
}

bool Recorder::all_up() const {
  return !services_.empty() && std::all_of(services_.begin(), services_.end(), [](const auto& one) {
    return one.second.verdict == "up";
  });
}

}  // namespace latido::command
