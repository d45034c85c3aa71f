#include "monitor/board.h"

#include <utility>

namespace latido::monitor {

Board::Board(const std::vector<CardOptions>& services, std::string epoch, MonotonicTime now)
    : epoch_(std::move(epoch)) {
  entries_.reserve(services.size());
  for (const auto& service : services) entries_.emplace_back(Card(service, now));
}

void Board::note_recovery(std::size_t i, std::uint32_t restarts, bool recovering) {
  auto& entry = entries_[i];
  if (entry.restarts == restarts && entry.recovering == recovering) return;
  entry.restarts = restarts;
  entry.recovering = recovering;
  entry.changed = true;
}

void Board::set_blind(bool blind, std::string reason) {
  blindness_changed_ = blindness_changed_ || blind != blind_;
  blind_ = blind;
  blind_reason_ = std::move(reason);
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
    if (!entry.card.take_changed() && !entry.changed) continue;
    entry.changed = false;
    if (entry.card.verdict() != entry.published || entry.since_unix_ms == 0) {
      entry.published = entry.card.verdict();
      entry.since_unix_ms = unix_ms;
    }
    ++sequence_;
    out.push_back(message(unix_ms));
    out.back().content = state_of(entry, now);
  }
  return out;
}

StreamMessage Board::snapshot(MonotonicTime now, std::int64_t unix_ms) const {
  auto out = message(unix_ms);
  Snapshot all;
  for (const auto& entry : entries_) all.push_back(state_of(entry, now));
  out.content = std::move(all);
  return out;
}

StreamMessage Board::tick(std::int64_t unix_ms) const {
  auto out = message(unix_ms);
  out.content = Tick{};
  return out;
}

StreamMessage Board::message(std::int64_t unix_ms) const {
  return {.epoch = epoch_,
          .sequence = sequence_,
          .unix_ms = unix_ms,
          .blind = blind_,
          .blind_reason = blind_reason_,
          .content = Tick{}};
}

ServiceState Board::state_of(const Entry& entry, MonotonicTime now) {
  auto state = entry.card.state(now);
  state.since_unix_ms = entry.since_unix_ms;
  state.restarts = entry.restarts;
  state.recovering = entry.recovering;
  return state;
}

}  // namespace latido::monitor
