#include "monitor/history_writer.h"

#include "monitor/availability.h"

#include <algorithm>
#include <csignal>
#include <exception>
#include <iterator>
#include <utility>

namespace latido::monitor {

HistoryWriter::HistoryWriter(db::MonitorHistory& file,
                             std::vector<std::string> services,
                             Write write)
    : file_(file),
      services_(std::move(services)),
      write_(std::move(write)),
      figures_due_(monotonic_now()),
      prune_due_(figures_due_),
      thread_([this] { run(); }) {}

HistoryWriter::~HistoryWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool HistoryWriter::offer(std::vector<HistoryRecord> records) {
  {
    const std::lock_guard lock(mutex_);
    if (lost_ > 0 || queue_.size() + records.size() > kQueueMax) {
      lose(records.size(), "the disk is too slow");
      return false;
    }
    queue_.insert(queue_.end(),
                  std::make_move_iterator(records.begin()),
                  std::make_move_iterator(records.end()));
  }
  wake_.notify_one();
  return true;
}

bool HistoryWriter::may_start_over() {
  const std::lock_guard lock(mutex_);
  if (lost_ == 0 || writing_ || !queue_.empty() || monotonic_now() < not_before_) return false;
  reports_.push_back("goes on; " + std::to_string(lost_) + " records were lost");
  lost_ = 0;
  return true;
}

// Told once for each time that it begins.
void HistoryWriter::lose(std::size_t records, const std::string& why) {
  if (lost_ == 0) reports_.push_back("is not kept for now: " + why);
  lost_ += records;
}

std::optional<std::vector<ServiceAvailability>> HistoryWriter::take_figures() {
  const std::lock_guard lock(mutex_);
  return std::exchange(figures_, std::nullopt);
}

std::vector<std::string> HistoryWriter::take_reports() {
  const std::lock_guard lock(mutex_);
  return std::exchange(reports_, {});
}

void HistoryWriter::run() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
  std::unique_lock lock(mutex_);
  while (!stopping_ || !queue_.empty()) {
    if (!queue_.empty()) {
      write_batch(lock);
    } else if (monotonic_now() >= figures_due_) {
      work_out_figures(lock);
    } else {
      wake_.wait_until(lock, figures_due_);
    }
  }
}

void HistoryWriter::write_batch(std::unique_lock<std::mutex>& lock) {
  const auto batch = std::exchange(queue_, {});
  writing_ = true;
  lock.unlock();
  std::string refused;
  try {
    write_(batch);
  } catch (const std::exception& error) {
    refused = error.what();
  }
  lock.lock();
  writing_ = false;
  if (refused.empty()) {
    pause_ = kFirstPause;
    return;
  }
  // What waits rests on what was lost.
  lose(batch.size() + queue_.size(), refused);
  queue_.clear();
  not_before_ = monotonic_now() + pause_;
  pause_ = std::min(2 * pause_, kLongestPause);
}

void HistoryWriter::work_out_figures(std::unique_lock<std::mutex>& lock) {
  figures_due_ = monotonic_now() + kFiguresEvery;
  const bool prune = monotonic_now() >= prune_due_;
  if (prune) prune_due_ = monotonic_now() + kPruneEvery;
  lock.unlock();
  std::vector<ServiceAvailability> figures;
  std::string refused;
  try {
    const auto now = unix_ms_now();
    if (prune) file_.prune(now - kHistoryMs);
    for (const auto& service : services_) {
      Tally tally(now);
      file_.each_stretch(service, now - kHistoryMs, [&](const auto& one) { tally.add(one); });
      file_.each_fault(service, now - kHistoryMs, [&](const auto& one) { tally.add(one); });
      figures.push_back({service, tally.figures()});
    }
  } catch (const std::exception& error) {
    refused = error.what();
  }
  lock.lock();
  if (refused.empty()) {
    figures_ = std::move(figures);
  } else if (readable_) {
    reports_.push_back("cannot be read: " + refused);
  }
  readable_ = refused.empty();
}

}  // namespace latido::monitor
