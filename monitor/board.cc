#include "monitor/board.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {
namespace {

bool is_down(const Card& card) { return is_down(card.verdict(), card.judged().reason); }

std::string told_as_lost(const Card& card) {
  if (card.verdict() == Verdict::degraded) return card.name() + " neither beats nor answers";
  return card.name() + " is " + name_of(card.verdict());
}

}  // namespace

Board::Board(const std::vector<CardOptions>& services, std::string epoch, MonotonicTime now)
    : incidents_(epoch), began_(now), epoch_(std::move(epoch)) {
  entries_.reserve(services.size());
  for (const auto& service : services) entries_.emplace_back(service, now);
}

void Board::survey(MonotonicTime now) {
  heard_on_.clear();
  for (const auto& entry : entries_) {
    if (entry.card.heard_lately(now)) ++heard_on_[entry.host];
  }
}

bool Board::somebody_is_late(MonotonicTime now) const {
  return std::any_of(entries_.begin(), entries_.end(), [now](const Entry& entry) {
    return entry.card.identity() && !entry.card.heard_lately(now);
  });
}

Surroundings Board::surroundings(std::size_t i) const {
  const auto& entry = entries_[i];
  Surroundings out;
  // Only the accused ask, and they are not heard themselves.
  out.neighbour_beats = heard_on_.contains(entry.host);
  for (const auto& name : entry.depends_on) {
    for (const auto& other : entries_) {
      if (other.card.name() != name || !is_down(other.card)) continue;
      out.lost_dependency = told_as_lost(other.card);
      return out;
    }
  }
  return out;
}

void Board::note_recovery(std::size_t i, std::uint32_t restarts, bool recovering) {
  auto& entry = entries_[i];
  if (entry.restarts == restarts && entry.recovering == recovering) return;
  entry.restarts = restarts;
  entry.recovering = recovering;
  entry.changed = true;
}

void Board::note_maintenance(std::size_t i, bool maintenance, std::int64_t until_unix_ms) {
  auto& entry = entries_[i];
  entry.changed = entry.changed || entry.maintenance != maintenance ||
                  entry.maintenance_until_unix_ms != until_unix_ms;
  entry.maintenance = maintenance;
  entry.maintenance_until_unix_ms = until_unix_ms;
}

void Board::set_blind(bool blind, std::string reason) {
  blindness_changed_ = blindness_changed_ || blind != blind_;
  blind_ = blind;
  blind_reason_ = std::move(reason);
}

void Board::set_sight(Duration lag, int score) {
  lag_ms_ = static_cast<std::uint32_t>(to_ms(lag));
  health_score_ = static_cast<std::uint8_t>(score);
}

std::vector<StreamMessage> Board::take_changes(MonotonicTime now, std::int64_t unix_ms) {
  std::vector<StreamMessage> out;
  if (std::exchange(blindness_changed_, false)) {
    ++sequence_;
    out.push_back(message(unix_ms));
    out.back().content = Blindness{};
  }
  if (blind_) return out;
  for (auto& entry : entries_) {
    const bool changed = entry.card.take_changed();
    if (changed) note_verdict(entry, unix_ms);
    entry.heard = entry.heard || entry.card.identity();
    const bool flapping_changed = note_fall(entry, now);
    if (!changed && !flapping_changed && !entry.changed) continue;
    entry.changed = false;
    ++sequence_;
    out.push_back(message(unix_ms));
    out.back().content = state_of(entry, now);
  }
  if (!out.empty() || now - incidents_at_ >= kIncidentsEvery) take_incidents(now, unix_ms, out);
  return out;
}

void Board::take_incidents(MonotonicTime now,
                           std::int64_t unix_ms,
                           std::vector<StreamMessage>& out) {
  incidents_at_ = now;
  std::vector<ServiceFacts> facts;
  for (const auto& entry : entries_) {
    const auto& evidence = entry.card.judged();
    facts.push_back({.name = entry.card.name(),
                     .verdict = entry.card.verdict(),
                     .reason = evidence.reason,
                     .cause = evidence.cause,
                     .host = entry.host,
                     .depends_on = entry.depends_on,
                     .flapping = entry.flapping.flaps(),
                     .maintenance = entry.maintenance,
                     .first_start = is_first_start(entry, now)});
  }
  incidents_.turn(facts, unix_ms, now);
  for (auto& incident : incidents_.take_events()) {
    ++sequence_;
    out.push_back(message(unix_ms));
    out.back().content = std::move(incident);
  }
}

void Board::note_verdict(Entry& entry, std::int64_t unix_ms) {
  const auto verdict = entry.card.verdict();
  if (verdict == entry.published && entry.since_unix_ms != 0) return;
  entry.published = verdict;
  entry.since_unix_ms = unix_ms;
}

// What happens in maintenance is on purpose.
bool Board::note_fall(Entry& entry, MonotonicTime now) {
  const auto verdict = entry.card.verdict();
  const bool fallen = !entry.maintenance && suffers(verdict, entry.card.judged().reason);
  return entry.flapping.turn(verdict == Verdict::up, fallen, now);
}

// A monitor that brings the whole system up is to page nobody for what was not there before.
bool Board::is_first_start(const Entry& entry, MonotonicTime now) const {
  return !entry.heard && entry.recovering && now - began_ < kFirstStart;
}

StreamMessage Board::snapshot(MonotonicTime now, std::int64_t unix_ms) const {
  auto out = message(unix_ms);
  Snapshot all;
  for (const auto& entry : entries_) all.push_back(state_of(entry, now));
  out.content = std::move(all);
  out.incidents = incidents_.open();
  out.availability = availability_;
  return out;
}

StreamMessage Board::tick(std::int64_t unix_ms) const {
  auto out = message(unix_ms);
  out.content = Tick{};
  return out;
}

StreamMessage Board::full_tick(std::int64_t unix_ms) const {
  auto out = tick(unix_ms);
  out.availability = availability_;
  return out;
}

StreamMessage Board::message(std::int64_t unix_ms) const {
  return {.epoch = epoch_,
          .sequence = sequence_,
          .unix_ms = unix_ms,
          .blind = blind_,
          .blind_reason = blind_reason_,
          .lag_ms = lag_ms_,
          .health_score = health_score_,
          .incidents = {},
          .availability = {},
          .content = Tick{}};
}

ServiceState Board::state_of(const Entry& entry, MonotonicTime now) {
  auto state = entry.card.state(now);
  state.since_unix_ms = entry.since_unix_ms;
  state.restarts = entry.restarts;
  state.recovering = entry.recovering;
  state.flapping = entry.flapping.flaps();
  state.maintenance = entry.maintenance;
  state.maintenance_until_unix_ms = entry.maintenance_until_unix_ms;
  return state;
}

}  // namespace latido::monitor
