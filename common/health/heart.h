#pragma once

#include "common/clock.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace zmq {
class context_t;
}

namespace latido::health {

enum class Phase : std::uint8_t {
  starting,
  serving,
  standby,
  stopping
};  // as in schema/health.capnp

// What a working loop tells the heart about itself, and how the heart asks whether it comes round.
// The loop calls, the heart's thread reads; all of it is lock-free.
class LoopPulse {
 public:
  explicit LoopPulse(std::string name);

  // What a deep echo tries in the loop's own thread, for example a transaction of the store; what
  // it throws (std::exception) is told as a failed echo. Meanwhile the loop is at "deep echo", with
  // two seconds or its turn's budget, the longer. From the loop's thread.
  void check_with(std::function<void()> check) { check_ = std::move(check); }

  // Once per turn of the loop; answers a deep echo that waits. `operation` must be a string literal
  // (it is kept by address): what the loop is about to do, "" where it waits for work; `budget`:
  // how long that may take before it counts as hung.
  void turn(const char* operation, std::chrono::milliseconds budget);

  // In the middle of a turn: it goes on with that, and its budget begins anew. Answers no deep
  // echo, whose check must not come in between.
  void goes_on(const char* operation, std::chrono::milliseconds budget);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint64_t turns() const;
  [[nodiscard]] std::int64_t last_turn_ns() const;  // CLOCK_MONOTONIC
  [[nodiscard]] const char* operation() const;
  [[nodiscard]] std::chrono::milliseconds budget() const;
  [[nodiscard]] std::uint32_t tid() const;  // of the thread that called turn() last; 0: none yet

  // From the heart's thread: asks the loop to come round; the number that answered() must reach.
  std::uint64_t ask();
  [[nodiscard]] std::uint64_t answered() const;
  [[nodiscard]] bool check_failed() const;  // at the last answer

 private:
  void answer();

  std::string name_;
  std::atomic<std::uint64_t> turns_{0};
  std::atomic<std::int64_t> last_turn_ns_;
  std::atomic<const char*> operation_{""};
  std::atomic<std::int64_t> budget_ms_{0};
  std::atomic<std::uint32_t> tid_{0};
  std::function<void()> check_;
  std::atomic<std::uint64_t> asked_{0};
  std::atomic<std::uint64_t> answered_{0};
  std::atomic<bool> check_failed_{false};
};

struct HeartOptions {
  std::string service;
  std::string endpoint;  // where beats are published and echo requests come in, for example
                         // tcp://127.0.0.1:5001
  std::chrono::milliseconds interval{50};
};

// Publishes beats and answers echoes on one XPUB socket, from a thread of its own that does no
// other I/O. The thread reads the pulses of the loops that work, so a hung loop shows. A shallow
// echo comes from that thread alone; a deep one once more when every loop has come round and made
// its check. A late tick skips the missed slots, it never bursts.
class Heart {
 public:
  // Binds; throws zmq::error_t where it cannot, std::invalid_argument where no monitor could take
  // what it would send: a name that is not 1 to 64 printable ASCII characters without spaces.
  Heart(zmq::context_t& context, HeartOptions options);
  ~Heart();  // stops the thread
  Heart(const Heart&) = delete;
  Heart& operator=(const Heart&) = delete;

  // Adds a loop; before start() only, at most 8. The pulse lives as long as the heart. Of names and
  // operations 64 bytes are told, with '?' for what is not printable ASCII; a budget below 0 is 0.
  LoopPulse& add_loop(const std::string& name);
  void start();

  // From any thread.
  void set_phase(Phase phase);
  void set_queue_depth(std::uint32_t requests);
  void note_commit();
  void set_read_lag(std::chrono::milliseconds behind);  // of a service that reads from a copy
  [[nodiscard]] const std::string& incarnation() const;

  // Where it is bound, with the real port where the options asked for any; before start() only.
  [[nodiscard]] std::string endpoint() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido::health
