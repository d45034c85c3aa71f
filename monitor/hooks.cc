#include "monitor/hooks.h"

#include "monitor/delivery.h"

#include <algorithm>
#include <csignal>
#include <utility>

namespace latido::monitor {
namespace {

std::string name_of(const Hook& hook) {
  return hook.exec.empty() ? hook.webhook : hook.exec.front();
}

std::string deliver(const Hook& hook, const std::string& json) {
  return hook.exec.empty() ? deliver_to_url(hook.webhook, json, Hooks::kPatience)
                           : deliver_to_command(hook.exec, json, Hooks::kPatience);
}

}  // namespace

Hooks::Hooks(std::vector<Hook> hooks) : hooks_(std::move(hooks)) {
  if (!hooks_.empty()) thread_ = std::thread([this] { run(); });
}

Hooks::~Hooks() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Hooks::tell(const std::string& json) {
  if (hooks_.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < hooks_.size(); ++i) {
      if (queue_.size() == kQueueMax) {
        reports_.push_back(name_of(hooks_[queue_.front().hook]) +
                           ": too much news, the oldest is lost");
        queue_.pop_front();
      }
      queue_.push_back({.hook = i, .json = json, .tries = 0, .due = {}});
    }
  }
  wake_.notify_one();
}

MonotonicTime Hooks::next_due() const {
  return std::min_element(queue_.begin(),
                          queue_.end(),
                          [](const News& a, const News& b) { return a.due < b.due; })
      ->due;
}

void Hooks::run() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (queue_.empty()) {
      wake_.wait(lock);
      continue;
    }
    const auto due = next_due();
    if (monotonic_now() < due) {
      wake_.wait_until(lock, due);
      continue;
    }
    const auto it = std::find_if(
        queue_.begin(), queue_.end(), [due](const News& news) { return news.due == due; });
    auto news = std::move(*it);
    queue_.erase(it);
    lock.unlock();
    attempt(std::move(news));
    lock.lock();
  }
}

void Hooks::attempt(News news) {
  const auto& hook = hooks_[news.hook];
  const auto refused = deliver(hook, news.json);
  if (refused.empty()) return;
  const std::lock_guard lock(mutex_);
  ++news.tries;
  if (news.tries == kTries) {
    reports_.push_back(name_of(hook) + ": given up after " + std::to_string(kTries) +
                       " tries: " + refused);
    return;
  }
  news.due = monotonic_now() + kFirstPause * (1U << static_cast<unsigned>(news.tries - 1));
  queue_.push_back(std::move(news));
}

std::vector<std::string> Hooks::take_reports() {
  const std::lock_guard lock(mutex_);
  return std::exchange(reports_, {});
}

}  // namespace latido::monitor
