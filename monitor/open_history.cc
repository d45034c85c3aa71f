#include "monitor/open_history.h"

#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace latido::monitor {
namespace {

OpeningHistory::Outcome open(const std::string& path, std::vector<std::string> services) {
  OpeningHistory::Outcome out;
  try {
    out.history = std::make_unique<History>(path, std::move(services));
  } catch (const std::exception& error) {
    out.refusal = error.what();
  }
  return out;
}

}  // namespace

struct OpeningHistory::Shared {
  std::mutex mutex;  // of what follows
  std::optional<Outcome> outcome;
};

OpeningHistory::OpeningHistory(const std::string& path, const Config& config)
    : shared_(std::make_shared<Shared>()) {
  std::vector<std::string> services;
  for (const auto& service : config.services) services.push_back(service.name);
  try {
    std::thread([shared = shared_, path, services] {
      sigset_t all;
      sigfillset(&all);
      ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
      auto outcome = open(path, services);
      const std::lock_guard lock(shared->mutex);
      shared->outcome = std::move(outcome);
    }).detach();
  } catch (const std::exception& error) {
    shared_->outcome = Outcome{nullptr, error.what()};
  }
}

std::optional<OpeningHistory::Outcome> OpeningHistory::take() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->outcome, std::nullopt);
}

}  // namespace latido::monitor
