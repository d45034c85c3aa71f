#include "monitor/open_history.h"

#include "db/store_error.h"

#include <condition_variable>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace latido::monitor {

struct OpeningHistory::Shared {
  // Told once.
  void wait_for_the_holder(const std::string& why) {
    std::unique_lock lock(mutex);
    if (!std::exchange(told, true)) hold_up = why;
    given_up.wait_for(lock, kPause, [this] { return stopping; });
  }
  bool stopped() {
    const std::lock_guard lock(mutex);
    return stopping;
  }

  std::mutex mutex;  // of what follows
  std::condition_variable given_up;
  bool stopping = false;
  bool told = false;
  std::optional<std::string> hold_up;
  std::optional<Outcome> outcome;
};

OpeningHistory::Outcome OpeningHistory::open(Shared& shared,
                                             const std::string& path,
                                             const std::vector<std::string>& services) {
  Outcome out;
  while (!out.history && out.refusal.empty() && !shared.stopped()) {
    try {
      out.history = std::make_unique<History>(path, services);
    } catch (const db::Busy& busy) {
      shared.wait_for_the_holder(busy.what());
    } catch (const std::exception& error) {
      out.refusal = error.what();
    }
  }
  return out;
}

OpeningHistory::OpeningHistory(const std::string& path, const Config& config)
    : shared_(std::make_shared<Shared>()) {
  std::vector<std::string> services;
  for (const auto& service : config.services) services.push_back(service.name);
  try {
    std::thread([shared = shared_, path, services] {
      sigset_t all;
      sigfillset(&all);
      ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
      auto outcome = open(*shared, path, services);
      const std::lock_guard lock(shared->mutex);
      shared->outcome = std::move(outcome);
    }).detach();
  } catch (const std::exception& error) {
    shared_->outcome = Outcome{nullptr, error.what()};
  }
}

OpeningHistory::~OpeningHistory() {
  const std::lock_guard lock(shared_->mutex);
  shared_->stopping = true;
  shared_->given_up.notify_one();
}

std::optional<std::string> OpeningHistory::take_hold_up() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->hold_up, std::nullopt);
}

std::optional<OpeningHistory::Outcome> OpeningHistory::take() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->outcome, std::nullopt);
}

}  // namespace latido::monitor
