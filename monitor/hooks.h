#pragma once

#include "common/clock.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace latido::monitor {

// Where the news of incidents goes: a command that gets it as JSON on its standard input, or a URL
// to which it is posted. One of the two.
struct Hook {
  std::vector<std::string> exec;
  std::string webhook;
};

// Carries news to one hook, on a thread of its own: however slow that is, nobody waits for it. What
// it does not take is tried again before any later news, the pause doubling up to half a minute;
// after kTries it is given up for later news. News beyond the queue's limit push the oldest out,
// how an incident has grown before anything else. All calls are for one thread.
class Courier {
 public:
  static constexpr int kTries = 6;
  static constexpr int kDoublings = 7;  // of the pause
  static constexpr std::chrono::milliseconds kFirstPause{250};
  static constexpr std::chrono::seconds kPatience{10};  // with one delivery
  static constexpr std::size_t kQueueMax = 1000;

  explicit Courier(Hook hook);
  ~Courier();  // ends the delivery at hand, gives up what is waiting
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void stop();  // after it no delivery begins; does not wait for the one at hand
  // `grown`: the incident of which this says how far it has grown, instead of what still waits to
  // be told of that; empty: it is other news.
  void tell(const std::string& json, const std::string& grown = "");
  // What could not be delivered since the last call, one line each.
  std::vector<std::string> take_reports();

 private:
  struct News {
    std::string json;
    std::string grown;
    int tries = 0;
    MonotonicTime due;
  };

  void run();
  void make_room();                                       // with the mutex held
  void try_again(News news, const std::string& refused);  // with the mutex held
  void report(const std::string& what);

  const Hook hook_;
  std::mutex mutex_;  // of what follows
  std::condition_variable wake_;
  std::deque<News> queue_;
  std::vector<std::string> reports_;
  bool stopping_ = false;
  std::thread thread_;
};

// All hooks; one that is slow does not hold up another.
class Hooks {
 public:
  explicit Hooks(const std::vector<Hook>& hooks);
  ~Hooks();  // waits for the deliveries at hand, kPatience at the most
  Hooks(const Hooks&) = delete;
  Hooks& operator=(const Hooks&) = delete;

  void tell(const std::string& json, const std::string& grown = "");  // as Courier
  std::vector<std::string> take_reports();

 private:
  std::vector<std::unique_ptr<Courier>> couriers_;
};

}  // namespace latido::monitor
