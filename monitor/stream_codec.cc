#include "monitor/stream_codec.h"

#include <capnp/compat/json.h>
#include <capnp/message.h>

#include "schema/health.capnp.h"

namespace latido::monitor {
namespace {

static_assert(static_cast<int>(Verdict::impostor) == static_cast<int>(schema::Verdict::IMPOSTOR));
static_assert(static_cast<int>(Reason::stranger_beats) ==
              static_cast<int>(schema::Reason::STRANGER_BEATS));
static_assert(static_cast<int>(PortState::filtered) ==
              static_cast<int>(schema::PortState::FILTERED));

void write(schema::Evidence::Builder out, const Evidence& evidence) {
  out.setCause(evidence.cause);
  out.setLatenessMs(evidence.lateness_ms);
  out.setEcho(evidence.echo);
  out.setPort(static_cast<schema::PortState>(evidence.port));
  out.setProcess(evidence.process);
  out.setLoopAgeMs(evidence.loop_age_ms);
  out.setReason(static_cast<schema::Reason>(evidence.reason));
  out.setDeepEcho(evidence.deep_echo);
  out.setWaitChannel(evidence.wait_channel);
  out.setCpuPercent(evidence.cpu_percent);
  out.setRunDelayPercent(evidence.run_delay_percent);
  out.setPressure(evidence.pressure);
}

void write(schema::ServiceState::Builder out, const ServiceState& state) {
  out.setService(state.service);
  out.setVerdict(static_cast<schema::Verdict>(state.verdict));
  write(out.initEvidence(), state.evidence);
  out.setPid(state.pid);
  out.setIncarnation(state.incarnation);
  out.setSinceUnixMs(state.since_unix_ms);
  out.setLastBeatAgeMs(state.last_beat_age_ms);
  out.setRestarts(state.restarts);
  out.setPhi(state.phi);
  out.setBeatPort(state.beat_port);
  out.setRecovering(state.recovering);
  out.setFlapping(state.flapping);
  out.setMaintenance(state.maintenance);
  out.setQueueDepth(state.queue_depth);
  out.setLastCommitAgeMs(state.last_commit_age_ms);
  out.setMaintenanceUntilUnixMs(state.maintenance_until_unix_ms);
}

void write(schema::Incident::Builder out, const Incident& incident) {
  out.setId(incident.id);
  out.setEvent(static_cast<schema::IncidentEvent>(incident.event));
  out.setRoot(incident.root);
  out.setVerdict(static_cast<schema::Verdict>(incident.verdict));
  out.setCause(incident.cause);
  out.setOpenedUnixMs(incident.opened_unix_ms);
  out.setResolvedUnixMs(incident.resolved_unix_ms);
  out.setAcknowledged(incident.acknowledged);
  auto services = out.initServices(static_cast<capnp::uint>(incident.services.size()));
  for (capnp::uint i = 0; i < services.size(); ++i) services.set(i, incident.services[i]);
}

void write(schema::AvailabilityWindow::Builder out, const WindowFigures& figures) {
  out.setHours(figures.hours);
  out.setAvailability(figures.availability);
  out.setUpMs(figures.up_ms);
  out.setDegradedMs(figures.degraded_ms);
  out.setDownMs(figures.down_ms);
  out.setMaintenanceMs(figures.maintenance_ms);
  out.setFaults(figures.faults);
  out.setMeanDetectMs(figures.mean_detect_ms);
  out.setMeanRecoverMs(figures.mean_recover_ms);
}

void write(schema::ServiceAvailability::Builder out, const ServiceAvailability& service) {
  out.setService(service.service);
  auto windows = out.initWindows(static_cast<capnp::uint>(service.windows.size()));
  for (capnp::uint i = 0; i < windows.size(); ++i) write(windows[i], service.windows[i]);
}

// A field that was never set is left out: most messages have none of it.
void write_availability(schema::StreamMessage::Builder out,
                        const std::vector<ServiceAvailability>& services) {
  if (services.empty()) return;
  auto list = out.initAvailability(static_cast<capnp::uint>(services.size()));
  for (capnp::uint i = 0; i < list.size(); ++i) write(list[i], services[i]);
}

void write(schema::StreamMessage::Builder out, const Incident& incident) {
  write(out.initIncident(), incident);
}
void write(schema::StreamMessage::Builder out, const Snapshot& services) {
  auto list = out.initSnapshot(static_cast<capnp::uint>(services.size()));
  for (capnp::uint i = 0; i < list.size(); ++i) write(list[i], services[i]);
}
void write(schema::StreamMessage::Builder out, const ServiceState& state) {
  write(out.initChange(), state);
}
void write(schema::StreamMessage::Builder out, const Tick& /*tick*/) { out.setTick(); }
void write(schema::StreamMessage::Builder out, const Blindness& /*blindness*/) {
  out.setBlindness();
}

}  // namespace

std::string to_json(const StreamMessage& message) {
  static const capnp::JsonCodec json;
  capnp::MallocMessageBuilder builder;
  auto root = builder.initRoot<schema::StreamMessage>();
  root.setEpoch(message.epoch);
  root.setSequence(message.sequence);
  root.setUnixMs(message.unix_ms);
  root.setBlind(message.blind);
  root.setBlindReason(message.blind_reason);
  root.setLagMs(message.lag_ms);
  root.setHealthScore(message.health_score);
  auto incidents = root.initIncidents(static_cast<capnp::uint>(message.incidents.size()));
  for (capnp::uint i = 0; i < incidents.size(); ++i) write(incidents[i], message.incidents[i]);
  write_availability(root, message.availability);
  std::visit([&root](const auto& content) { write(root, content); }, message.content);
  const auto text = json.encode(root.asReader());
  return {text.begin(), text.size()};
}

std::string to_json(const Incident& incident) {
  static const capnp::JsonCodec json;
  capnp::MallocMessageBuilder builder;
  auto root = builder.initRoot<schema::Incident>();
  write(root, incident);
  const auto text = json.encode(root.asReader());
  return {text.begin(), text.size()};
}

}  // namespace latido::monitor
