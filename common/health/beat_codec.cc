#include "common/health/beat_codec.h"

#include <algorithm>

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <kj/exception.h>

#include "schema/health.capnp.h"

namespace latido::health {
namespace {

constexpr std::size_t kNestingMax = 8;

const capnp::JsonCodec& json() {
  static const auto codec = [] {
    auto made = std::make_unique<capnp::JsonCodec>();
    made->setRejectUnknownFields(false);
    made->setMaxNestingDepth(kNestingMax);
    return made;
  }();
  return *codec;
}

bool is_plain(std::string_view text) {
  return text.size() <= kHealthTextMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

void write(schema::Beat::Builder out, const Beat& beat) {
  out.setService(beat.service);
  out.setIncarnation(beat.incarnation);
  out.setPid(beat.pid);
  out.setStartTicks(beat.start_ticks);
  out.setBootId(beat.boot_id);
  out.setSequence(beat.sequence);
  out.setSentMonotonicNs(beat.sent_monotonic_ns);
  out.setIntervalMs(beat.interval_ms);
  out.setQueueDepth(beat.queue_depth);
  out.setLastCommitAgeMs(beat.last_commit_age_ms);
  out.setPhase(static_cast<schema::Phase>(beat.phase));
  out.setHeartTid(beat.heart_tid);
  out.setReadLagMs(beat.read_lag_ms);
  auto loops = out.initLoops(static_cast<capnp::uint>(beat.loops.size()));
  for (capnp::uint i = 0; i < loops.size(); ++i) {
    const auto& loop = beat.loops[i];
    loops[i].setName(loop.name);
    loops[i].setTurns(loop.turns);
    loops[i].setAgeMs(loop.age_ms);
    loops[i].setOperation(loop.operation);
    loops[i].setBudgetMs(loop.budget_ms);
    loops[i].setTid(loop.tid);
  }
}

std::optional<Beat> read(schema::Beat::Reader in) {
  Beat beat{.service = text_of(in.getService()),
            .incarnation = text_of(in.getIncarnation()),
            .pid = in.getPid(),
            .start_ticks = in.getStartTicks(),
            .boot_id = text_of(in.getBootId()),
            .sequence = in.getSequence(),
            .sent_monotonic_ns = in.getSentMonotonicNs(),
            .interval_ms = in.getIntervalMs(),
            .loops = {},
            .queue_depth = in.getQueueDepth(),
            .last_commit_age_ms = in.getLastCommitAgeMs(),
            .phase = static_cast<Phase>(in.getPhase()),
            .heart_tid = in.getHeartTid(),
            .read_lag_ms = in.getReadLagMs()};
  bool ok = !beat.service.empty() && is_plain(beat.service) && is_plain(beat.incarnation) &&
            is_plain(beat.boot_id) && beat.phase <= Phase::stopping &&
            in.getLoops().size() <= kLoopsMax;
  if (!ok) return std::nullopt;
  for (const auto loop : in.getLoops()) {
    beat.loops.push_back({.name = text_of(loop.getName()),
                          .turns = loop.getTurns(),
                          .age_ms = loop.getAgeMs(),
                          .operation = text_of(loop.getOperation()),
                          .budget_ms = loop.getBudgetMs(),
                          .tid = loop.getTid()});
    ok = ok && is_plain(beat.loops.back().name) && is_plain(beat.loops.back().operation);
  }
  return ok ? std::optional(std::move(beat)) : std::nullopt;
}

std::optional<std::string> read_nonce(capnp::Text::Reader text) {
  auto nonce = text_of(text);
  return !nonce.empty() && is_plain(nonce) ? std::optional(std::move(nonce)) : std::nullopt;
}

std::optional<Maintenance> read(schema::Maintenance::Reader in) {
  Maintenance out{.service = text_of(in.getService()),
                  .minutes = in.getMinutes(),
                  .until_unix_ms = in.getUntilUnixMs()};
  const bool ok = !out.service.empty() && is_plain(out.service) &&
                  out.minutes <= kMaintenanceMinutesMax && out.until_unix_ms >= 0;
  return ok ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<HealthMessage> read(schema::HealthMessage::Reader in) {
  if (in.isBeat()) {
    if (auto beat = read(in.getBeat())) return *std::move(beat);
  } else if (in.isEchoRequest()) {
    const auto request = in.getEchoRequest();
    if (auto nonce = read_nonce(request.getNonce())) return EchoRequest{*nonce, request.getDeep()};
  } else if (in.isEchoReply()) {
    const auto reply = in.getEchoReply();
    const auto deep = static_cast<DeepEcho>(reply.getDeep());
    auto nonce = read_nonce(reply.getNonce());
    auto beat = read(reply.getBeat());
    if (nonce && beat && deep <= DeepEcho::failed) return EchoReply{*nonce, *std::move(beat), deep};
  } else if (in.isAcknowledge()) {
    if (auto id = read_nonce(in.getAcknowledge().getIncident())) return Acknowledge{*std::move(id)};
  } else if (in.isMaintenance()) {
    if (auto window = read(in.getMaintenance())) return *std::move(window);
  }
  return std::nullopt;
}

}  // namespace

std::string encode(const HealthMessage& message) {
  capnp::MallocMessageBuilder builder;
  auto root = builder.initRoot<schema::HealthMessage>();
  if (const auto* beat = std::get_if<Beat>(&message)) {
    write(root.initBeat(), *beat);
  } else if (const auto* request = std::get_if<EchoRequest>(&message)) {
    auto out = root.initEchoRequest();
    out.setNonce(request->nonce);
    out.setDeep(request->deep);
  } else if (const auto* seen = std::get_if<Acknowledge>(&message)) {
    root.initAcknowledge().setIncident(seen->incident);
  } else if (const auto* window = std::get_if<Maintenance>(&message)) {
    auto out = root.initMaintenance();
    out.setService(window->service);
    out.setMinutes(window->minutes);
    out.setUntilUnixMs(window->until_unix_ms);
  } else {
    const auto& reply = std::get<EchoReply>(message);
    auto out = root.initEchoReply();
    out.setNonce(reply.nonce);
    out.setDeep(static_cast<schema::DeepEcho>(reply.deep));
    write(out.initBeat(), reply.beat);
  }
  const auto text = json().encode(root.asReader());
  return {text.begin(), text.size()};
}

std::optional<HealthMessage> decode(std::string_view bytes) {
  if (bytes.size() > kHealthMessageMax || bytes.empty() || bytes.front() != '{') {
    return std::nullopt;
  }
  try {
    capnp::MallocMessageBuilder builder;
    auto root = builder.initRoot<schema::HealthMessage>();
    json().decode(kj::arrayPtr(bytes.data(), bytes.size()), root);
    return read(root.asReader());
  } catch (const kj::Exception&) {
    return std::nullopt;
  }
}

}  // namespace latido::health
