#pragma once

#include "common/file_lock.h"
#include "monitor/board.h"
#include "monitor/history_record.h"
#include "monitor/hooks.h"
#include "monitor/lookout.h"
#include "monitor/news.h"
#include "monitor/told_lately.h"

#include <map>
#include <string>
#include <vector>

namespace latido::monitor {

// The second monitor while the first one lives: hears the first one's beats on its stream, and
// tells the log and the hooks what is wrong with it. It never touches it or a service. Only the
// lock hands over, and that the kernel takes from the dead alone: a first one that is stopped, hung
// or starved keeps it. One thread.
class Standby {
 public:
  // `stream`: where the first one publishes. Throws CannotPublish where that is no address.
  // `hooks` outlive it.
  Standby(zmq::context_t& context, const std::string& stream, Hooks& hooks);
  Standby(const Standby&) = delete;  // its parts hold on to it
  Standby& operator=(const Standby&) = delete;

  // Until the lock is this one's; false where a stop was asked for first.
  bool wait_for(FileLock& lock);

  // After that: the maintenance windows that people have opened at the first one, and the incidents
  // about it, which end when this one serves.
  [[nodiscard]] std::vector<WindowOpened> windows();
  [[nodiscard]] std::vector<Incident> incidents() const;

 private:
  void wait();
  void turn();
  void note_window(const health::Maintenance& window);
  void tell(MonotonicTime now);
  void see_the_end();
  void hear_last_words();
  [[nodiscard]] Card& card() { return board_.card(0); }

  WatchedService first_;
  Board board_;
  Lookout lookout_;
  News news_;
  std::vector<zmq::pollitem_t> items_;
  ToldLately trouble_;
  struct Window {
    std::int64_t until_unix_ms = 0;
    MonotonicTime told{};  // last
  };
  std::map<std::string, Window> windows_;  // by service
};

}  // namespace latido::monitor
