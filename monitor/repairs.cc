#include "monitor/repairs.h"

#include "monitor/process_look.h"

#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {

Repairs::Repairs(const std::vector<WatchedService>& services) {
  for (const auto& service : services) patients_.push_back({service, {}, {}, {}});
}

void Repairs::take_news(Board& board, MonotonicTime now) {
  note_starts(now);
  end_hung(board);
  note_ends(board, now);
}

void Repairs::note_starts(MonotonicTime now) {
  for (const auto& started : spawner_.take_started()) {
    auto& patient = patients_[started.owner];
    if (started.pid != 0) {
      spdlog::info("{}: started as process {}", patient.config.name, started.pid);
    } else {
      patient.recovery.could_not_start(now);
      spdlog::warn("{}: cannot be started: {}", patient.config.name, started.error);
    }
  }
}

void Repairs::note_ends(Board& board, MonotonicTime now) {
  for (const auto& ended : spawner_.reap()) {
    auto& patient = patients_[ended.owner];
    auto& card = board.card(ended.owner);
    spdlog::info(
        "{}: process {}, started here, ended: {}", patient.config.name, ended.pid, ended.how);
    patient.recovery.ended();
    if (card.identity() && card.identity()->pid == ended.pid) card.on_death(ended.how, now);
  }
}

void Repairs::turn(Board& board, MonotonicTime now) {
  for (std::size_t i = 0; i < patients_.size(); ++i) {
    auto& patient = patients_[i];
    if (patient.config.restart.empty() || board.in_maintenance(i)) continue;
    if (patient.config.restart_when_hung) write_stacks(i, board.card(i), now);
    start_dead(i, board.card(i), now);
    board.note_recovery(i, patient.recovery.restarts(), patient.recovery.recovering());
  }
}

// The process is looked up anew: what is to be killed is the one that hangs, or nobody.
void Repairs::write_stacks(std::size_t i, const Card& card, MonotonicTime now) {
  auto& patient = patients_[i];
  const auto& identity = card.identity();
  const bool hung = card.verdict() == Verdict::hung && identity && identity->local;
  if (!patient.hung.due(hung, identity ? identity->incarnation : "", now)) return;
  patient.hung_process = open_pidfd(identity->pid, identity->start_ticks);
  if (!patient.hung_process) return;
  patient.hung_incarnation = identity->incarnation;
  undertaker_.write_stacks({.owner = i,
                            .service = patient.config.name,
                            .pid = identity->pid,
                            .stack_file = patient.config.stack_file});
}

// The writing may have taken seconds: one that has come back meanwhile is left alone.
void Repairs::end_hung(Board& board) {
  for (const auto& [owner, where] : undertaker_.take_written()) {
    auto& patient = patients_[owner];
    const auto pidfd = std::move(patient.hung_process);
    const auto& card = board.card(owner);
    const auto& identity = card.identity();
    const bool hung = card.verdict() == Verdict::hung && identity &&
                      identity->incarnation == patient.hung_incarnation;
    const auto refused = hung ? kill_process(pidfd) : "it hangs no more";
    spdlog::warn("{}: hung process {}; {}",
                 patient.config.name,
                 refused.empty() ? "was killed" : "was not killed: " + refused,
                 where);
  }
}

void Repairs::start_dead(std::size_t i, const Card& card, MonotonicTime now) {
  std::uniform_real_distribution<double> jitter(0, 1);
  auto& patient = patients_[i];
  auto& recovery = patient.recovery;
  recovery.observe(card.absent(), card.verdict() == Verdict::up, now, jitter(random_));
  if (!recovery.due(now)) return;
  spawner_.start({patient.config.restart, patient.config.log_file}, i);
  recovery.started();
}

}  // namespace latido::monitor
