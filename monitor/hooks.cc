#include "monitor/hooks.h"

#include "monitor/delivery.h"

#include <algorithm>
#include <csignal>
#include <utility>

namespace latido::monitor {
namespace {

std::string deliver(const Hook& hook, const std::string& json) {
  return hook.exec.empty() ? deliver_to_url(hook.webhook, json, Courier::kPatience)
                           : deliver_to_command(hook.exec, json, Courier::kPatience);
}

}  // namespace

Courier::Courier(Hook hook) : hook_(std::move(hook)), thread_([this] { run(); }) {}

Courier::~Courier() {
  stop();
  thread_.join();
}

void Courier::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
}

void Courier::tell(const std::string& json, const std::string& grown) {
  {
    const std::lock_guard lock(mutex_);
    // What has been tried already keeps its place and its pause.
    std::erase_if(queue_, [&grown](const News& news) {
      return !grown.empty() && news.grown == grown && news.tries == 0;
    });
    if (queue_.size() >= kQueueMax) make_room();
    queue_.push_back({.json = json, .grown = grown, .tries = 0, .due = {}});
  }
  wake_.notify_one();
}

// Whoever has heard that an incident has opened is to hear that it is resolved.
void Courier::make_room() {
  report("too much news, the oldest is lost");
  const auto least = std::find_if(
      queue_.begin(), queue_.end(), [](const News& news) { return !news.grown.empty(); });
  queue_.erase(least == queue_.end() ? queue_.begin() : least);
}

void Courier::report(const std::string& what) {
  const auto& name = hook_.exec.empty() ? hook_.webhook : hook_.exec.front();
  if (reports_.size() < kQueueMax) reports_.push_back(name + ": " + what);
}

void Courier::run() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (queue_.empty()) {
      wake_.wait(lock);
    } else if (const auto due = queue_.front().due; monotonic_now() < due) {
      wake_.wait_until(lock, due);
    } else {
      auto news = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      const auto refused = deliver(hook_, news.json);
      lock.lock();
      if (!refused.empty()) try_again(std::move(news), refused);
    }
  }
}

// Before all later news: whoever gets them in another order believes the older one. The last of
// them is never given up: it says how things stand.
void Courier::try_again(News news, const std::string& refused) {
  ++news.tries;
  const auto tries = std::to_string(news.tries) + " tries: " + refused;
  if (news.tries >= kTries && !queue_.empty()) return report("given up after " + tries);
  if (news.tries == kTries) report("not taken, and tried on, after " + tries);
  const auto doubled = static_cast<unsigned>(std::min(news.tries - 1, kDoublings));
  news.due = monotonic_now() + kFirstPause * (1U << doubled);
  queue_.push_front(std::move(news));
}

std::vector<std::string> Courier::take_reports() {
  const std::lock_guard lock(mutex_);
  return std::exchange(reports_, {});
}

Hooks::Hooks(const std::vector<Hook>& hooks) {
  for (const auto& hook : hooks) couriers_.push_back(std::make_unique<Courier>(hook));
}

// All at once: the wait is for the slowest, not for one after the other.
Hooks::~Hooks() {
  for (const auto& courier : couriers_) courier->stop();
}

void Hooks::tell(const std::string& json, const std::string& grown) {
  for (const auto& courier : couriers_) courier->tell(json, grown);
}

std::vector<std::string> Hooks::take_reports() {
  std::vector<std::string> out;
  for (const auto& courier : couriers_) {
    for (auto& line : courier->take_reports()) out.push_back(std::move(line));
  }
  return out;
}

}  // namespace latido::monitor
