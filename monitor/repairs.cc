#include "monitor/repairs.h"

#include "monitor/port_owner.h"
#include "monitor/process_look.h"

#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kKillAgain{30};  // where it was refused, which seldom passes

bool hangs(const Card& card) {
  return card.still_hangs() && card.identity() && card.identity()->local;
}

std::string incarnation_of(const Card& card) {
  return card.identity() ? card.identity()->incarnation : "";
}

// Why the one that hung is not to be killed any more; empty: it is.
std::string why_spared(const Card& card, bool maintenance) {
  if (!card.held()) return "it has ended";
  if (card.came_round()) return "it has come round";
  return maintenance ? "maintenance has begun" : "";
}

}  // namespace

Repairs::Repairs(const std::vector<WatchedService>& services) {
  for (const auto& service : services) patients_.push_back({service, {}, {}});
}

void Repairs::take_news(Board& board, MonotonicTime now) {
  note_starts(now);
  note_stacks(now);
  note_ends(board, now);
}

void Repairs::note_starts(MonotonicTime now) {
  for (const auto& started : spawner_.take_started()) {
    auto& patient = patients_[started.owner];
    const auto refused_before = std::exchange(patient.refusal, started.error);
    if (started.pid != 0) {
      spdlog::info("{}: started as process {}", patient.config.name, started.pid);
      continue;
    }
    if (started.runs_already) {
      patient.recovery.runs_already(now);
    } else {
      patient.recovery.could_not_start(now);
    }
    if (started.error == refused_before) continue;  // said at the first try
    spdlog::warn("{}: cannot be started: {}", patient.config.name, started.error);
  }
}

void Repairs::note_ends(Board& board, MonotonicTime now) {
  for (const auto& ended : spawner_.reap()) {
    auto& patient = patients_[ended.owner];
    auto& card = board.card(ended.owner);
    spdlog::info("{}: process {}, started here, ended: {}",
                 patient.config.name,
                 ended.pid,
                 ended.how.empty() ? "nobody tells how" : ended.how);
    patient.recovery.ended();
    if (card.identity() && card.identity()->pid == ended.pid) card.on_death(ended.how, now);
  }
}

void Repairs::turn(Board& board, MonotonicTime now) {
  for (std::size_t i = 0; i < patients_.size(); ++i) {
    auto& patient = patients_[i];
    auto& card = board.card(i);
    const bool maintenance = board.in_maintenance(i);
    if (patient.config.restart.empty()) continue;
    patient.hung.observe(
        patient.config.restart_when_hung && !maintenance && hangs(card), incarnation_of(card), now);
    const bool its_turn = !undertaker_.busy() || patient.hung.overdue(now);
    if (patient.hung.due(now) && its_turn) begin_end(i, card, now);
    if (patient.hung.decides(now)) end_hung(i, card, maintenance, now);
    start_dead(i, card, maintenance, now);
    board.note_recovery(i, patient.recovery.restarts(), patient.recovery.recovering());
  }
}

void Repairs::note_stacks(MonotonicTime now) {
  const auto written = undertaker_.take_written();
  if (!written) return;
  auto& patient = patients_[written->owner];
  if (!patient.hung.awaits_stacks()) return;
  patient.stacks = written->where;
  patient.hung.stacks_written(now);
}

// The process is looked up anew: what is to be killed is the one that hangs, or nobody.
void Repairs::begin_end(std::size_t i, Card& card, MonotonicTime now) {
  auto& patient = patients_[i];
  const auto& identity = card.identity();
  patient.hung_process = open_pidfd(identity->pid, identity->start_ticks);
  if (!patient.hung_process) return patient.hung.lives_on(now);
  if (!listens_on(identity->pid, card.state(now).beat_port)) {
    return leave_alone(patient, card, now);
  }
  patient.hung.stacks_ordered(now);
  card.hold();
  order_stacks(i, card, now);
}

// Whoever has the port may beat with the pid of any process.
void Repairs::leave_alone(Patient& patient, const Card& card, MonotonicTime now) {
  patient.hung_process.reset();
  patient.hung.lives_on(now + kKillAgain);
  const auto before = std::exchange(patient.left_alone, incarnation_of(card));
  if (patient.left_alone == before) return;
  spdlog::warn("{}: hung process {} is left alone: it is not seen to listen on port {}",
               patient.config.name,
               card.identity()->pid,
               card.state(now).beat_port);
}

void Repairs::order_stacks(std::size_t i, Card& card, MonotonicTime now) {
  auto& patient = patients_[i];
  if (undertaker_.busy()) {
    patient.stacks = "its stacks were not written, for those of another took too long";
    return patient.hung.stacks_written(now);
  }
  patient.stacks = "its stacks could not be written in time";
  undertaker_.write_stacks({.owner = i,
                            .service = patient.config.name,
                            .pid = card.identity()->pid,
                            .start_ticks = card.identity()->start_ticks,
                            .stack_file = patient.config.stack_file});
}

void Repairs::end_hung(std::size_t i, Card& card, bool maintenance, MonotonicTime now) {
  auto& patient = patients_[i];
  const auto pidfd = std::move(patient.hung_process);
  const auto spared = why_spared(card, maintenance);
  const auto refused = spared.empty() ? kill_process(pidfd) : spared;
  if (refused.empty()) {
    patient.hung.killed();
  } else {
    patient.hung.lives_on(spared.empty() ? now + kKillAgain : now);
  }
  if (card.held()) card.release(now);
  spdlog::warn("{}: hung process {}; {}",
               patient.config.name,
               refused.empty() ? "was killed" : "was not killed: " + refused,
               patient.stacks);
}

void Repairs::start_dead(std::size_t i, const Card& card, bool maintenance, MonotonicTime now) {
  std::uniform_real_distribution<double> jitter(0, 1);
  auto& patient = patients_[i];
  auto& recovery = patient.recovery;
  recovery.observe(card.absent(), card.verdict() == Verdict::up, now, jitter(random_));
  if (maintenance) recovery.call_off();
  if (!recovery.due(now)) return;
  const auto& config = patient.config;
  spawner_.start({.words = config.restart,
                  .log_file = config.log_file,
                  .mark = config.name + '@' + config.beat_endpoint},
                 i);
  recovery.started();
}

}  // namespace latido::monitor
