#pragma once

#include "common/clock.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace latido::broker {

// Times with a key each, earliest first. Nothing is taken out early: an entry whose key has gone is
// skipped by the caller when it comes due, and compact() drops such entries before they pile up.
template <class Key>
class DeadlineHeap {
 public:
  void push(MonotonicTime at, Key key) {
    heap_.emplace_back(at, key);
    std::push_heap(heap_.begin(), heap_.end(), later);
  }

  std::optional<Key> pop_due(MonotonicTime now) {
    if (heap_.empty() || heap_.front().first > now) return std::nullopt;
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const Key key = heap_.back().second;
    heap_.pop_back();
    return key;
  }

  [[nodiscard]] std::optional<MonotonicTime> earliest() const {
    if (heap_.empty()) return std::nullopt;
    return heap_.front().first;
  }

  // Keeps what `alive(key)` says, once the dead may outnumber the living.
  template <class Alive>
  void compact(std::size_t living, Alive alive) {
    constexpr std::size_t kSlack = 1024;
    if (heap_.size() < 2 * living + kSlack) return;
    std::erase_if(heap_, [&alive](const auto& entry) { return !alive(entry.second); });
    std::make_heap(heap_.begin(), heap_.end(), later);
  }

  [[nodiscard]] std::size_t size() const { return heap_.size(); }

 private:
  using Entry = std::pair<MonotonicTime, Key>;
  static bool later(const Entry& a, const Entry& b) { return a.first > b.first; }

  std::vector<Entry> heap_;
};

}  // namespace latido::broker
