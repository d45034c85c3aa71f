#pragma once

#include "common/clock.h"
#include "db/monitor_history.h"
#include "monitor/history_record.h"
#include "monitor/state.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace latido::monitor {

// Writes records into the history's file, and works out the figures of it, on a thread of its own:
// however slow the disk is, nobody waits for it. What does not fit into the queue, or cannot be
// written, is lost as a whole, counted and reported; the records then have to start over. All calls
// are for one thread.
class HistoryWriter {
 public:
  static constexpr std::size_t kQueueMax = 10'000;  // records
  static constexpr std::chrono::seconds kFiguresEvery{10};
  static constexpr std::chrono::seconds kFirstPause{5};  // after an error; it doubles
  static constexpr std::chrono::seconds kLongestPause{600};
  static constexpr std::chrono::hours kPruneEvery{1};

  // Where a batch goes: the file, or something worse in a test. It throws where it cannot be
  // written.
  using Write = std::function<void(const std::vector<HistoryRecord>&)>;

  // `services`: of whom figures are wanted. `file` must outlive it; only its thread touches it.
  HistoryWriter(db::MonitorHistory& file, std::vector<std::string> services, Write write);
  ~HistoryWriter();  // writes what is queued
  HistoryWriter(const HistoryWriter&) = delete;
  HistoryWriter& operator=(const HistoryWriter&) = delete;

  // False: these and all after them are lost, until may_start_over().
  bool offer(std::vector<HistoryRecord> records);
  // True once after a loss, when there is room again: the next offer must be a whole new beginning.
  bool may_start_over();

  // New since the last call.
  std::optional<std::vector<ServiceAvailability>> take_figures();
  std::vector<std::string> take_reports();  // for the log, one line each

 private:
  void run();
  void write_batch(std::unique_lock<std::mutex>& lock);
  void work_out_figures(std::unique_lock<std::mutex>& lock);
  void lose(std::size_t records, const std::string& why);

  db::MonitorHistory& file_;
  const std::vector<std::string> services_;
  const Write write_;
  std::mutex mutex_;  // of what follows
  std::condition_variable wake_;
  std::vector<HistoryRecord> queue_;
  std::optional<std::vector<ServiceAvailability>> figures_;
  std::vector<std::string> reports_;
  bool writing_ = false;      // a batch is with the disk
  std::size_t lost_ = 0;      // 0: none since the last new beginning
  MonotonicTime not_before_;  // after an error the disk gets a pause
  std::chrono::seconds pause_ = kFirstPause;
  bool readable_ = true;
  MonotonicTime figures_due_;
  MonotonicTime prune_due_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace latido::monitor
