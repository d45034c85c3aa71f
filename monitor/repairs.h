#pragma once

#include "common/clock.h"
#include "monitor/board.h"
#include "monitor/config.h"
#include "monitor/file_descriptor.h"
#include "monitor/hung_policy.h"
#include "monitor/recovery.h"
#include "monitor/spawner.h"
#include "monitor/undertaker.h"

#include <random>
#include <string>
#include <vector>

namespace latido::monitor {

// Starts the dead again and ends the hung, where the configuration allows it and no maintenance is
// on. Owns the threads that do it, and what was tried for each service; the board is another's. One
// thread, and no call waits. What was started goes on running when this ends.
class Repairs {
 public:
  // In the order of the board's cards.
  explicit Repairs(const std::vector<WatchedService>& services);

  // Both once per turn, and not while the board is blind.
  // Before it is judged: what became of the starts, and which of the started have ended.
  void take_news(Board& board, MonotonicTime now);
  // After it: what is to be done.
  void turn(Board& board, MonotonicTime now);

 private:
  struct Patient {
    WatchedService config;
    Recovery recovery;
    HungPolicy hung;
    FileDescriptor hung_process{};  // whose stacks are being written
    std::string stacks{};           // where they are
    std::string left_alone{};       // incarnation of which that was told
    std::string refusal{};          // of its last start
  };

  void note_starts(MonotonicTime now);
  void note_ends(Board& board, MonotonicTime now);
  void note_stacks(MonotonicTime now);
  void begin_end(std::size_t i, Card& card, MonotonicTime now);
  void order_stacks(std::size_t i, Card& card, MonotonicTime now);
  static void leave_alone(Patient& patient, const Card& card, MonotonicTime now);
  void end_hung(std::size_t i, Card& card, bool maintenance, MonotonicTime now);
  void start_dead(std::size_t i, const Card& card, bool maintenance, MonotonicTime now);

  std::vector<Patient> patients_;
  Spawner spawner_;
  Undertaker undertaker_;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace latido::monitor
