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
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Courier::tell(const std::string& json) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() == kQueueMax) {
      report("too much news, the oldest is lost");
      queue_.pop_front();
    }
    queue_.push_back({.json = json, .tries = 0, .due = {}});
  }
  wake_.notify_one();
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
    const auto next = std::min_element(
        queue_.begin(), queue_.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
    if (next == queue_.end()) {
      wake_.wait(lock);
    } else if (const auto due = next->due; monotonic_now() < due) {
      wake_.wait_until(lock, due);
    } else {
      auto news = std::move(*next);
      queue_.erase(next);
      lock.unlock();
      attempt(std::move(news));
      lock.lock();
    }
  }
}

void Courier::attempt(News news) {
  const auto refused = deliver(hook_, news.json);
  if (refused.empty()) return;
  const std::lock_guard lock(mutex_);
  if (++news.tries == kTries) {
    report("given up after " + std::to_string(kTries) + " tries: " + refused);
    return;
  }
  news.due = monotonic_now() + kFirstPause * (1U << static_cast<unsigned>(news.tries - 1));
  queue_.push_back(std::move(news));
}

std::vector<std::string> Courier::take_reports() {
  const std::lock_guard lock(mutex_);
  return std::exchange(reports_, {});
}

Hooks::Hooks(const std::vector<Hook>& hooks) {
  for (const auto& hook : hooks) couriers_.push_back(std::make_unique<Courier>(hook));
}

void Hooks::tell(const std::string& json) {
  for (const auto& courier : couriers_) courier->tell(json);
}

std::vector<std::string> Hooks::take_reports() {
  std::vector<std::string> out;
  for (const auto& courier : couriers_) {
    for (auto& line : courier->take_reports()) out.push_back(std::move(line));
  }
  return out;
}

}  // namespace latido::monitor
