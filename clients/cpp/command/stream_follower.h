#pragma once

#include "common/clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace latido::command {

// What a message of the monitor's stream (schema/health.capnp, StreamMessage) says about its place.
struct StreamHead {
  enum class Kind : std::uint8_t { snapshot, change, tick, blindness, incident };

  std::string epoch;
  std::uint64_t sequence = 0;
  Kind kind = Kind::tick;
};

enum class Notice : std::uint8_t {
  monitor_restarted,  // another epoch
  missed_changes,     // a gap in the sequence
  monitor_silent,     // not even a tick for kSilentAfter
  monitor_back        // heard again after that
};

struct FollowStep {
  bool show = false;              // the message is news
  bool ask_for_snapshot = false;  // subscribe to a new S topic
  std::vector<Notice> notices;    // in this order, before the message
};

// Follows the stream so that whoever shows it never shows a stale or torn state for a whole one:
// after a gap or a new epoch nothing counts until a new snapshot. Relies on one subscription's
// messages coming in order. Pure.
class StreamFollower {
 public:
  static constexpr std::chrono::seconds kSilentAfter{3};
  static constexpr std::chrono::seconds kAskAgainAfter{1};  // a snapshot may be lost

  explicit StreamFollower(MonotonicTime now) : last_heard_(now) {}

  FollowStep on_message(const StreamHead& head, MonotonicTime now);
  // When no message waits: what has arrived comes first, or a stall of our own would look like
  // silence. The first call asks for the first snapshot.
  FollowStep on_quiet(MonotonicTime now);

 private:
  void take_snapshot(const StreamHead& head, FollowStep& step);
  void take_numbered(const StreamHead& head, MonotonicTime now, FollowStep& step);
  void lose_track(Notice why, MonotonicTime now, FollowStep& step);

  MonotonicTime last_heard_;
  MonotonicTime asked_at_;
  bool asked_ = false;
  bool in_step_ = false;  // a snapshot came and nothing is missing since
  bool silent_ = false;
  std::string epoch_;
  std::uint64_t sequence_ = 0;
};

}  // namespace latido::command
