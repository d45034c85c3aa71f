#include "consultas/readers.h"

#include "common/clock.h"
#include "common/health/heart.h"
#include "common/messaging/worker.h"
#include "common/process/process.h"
#include "consultas/query_service.h"
#include "db/reader.h"

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>
#include <zmq.hpp>

namespace latido::consultas {
namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t kCredits = 32;       // requests that a reader may hold
constexpr milliseconds kWait{100};           // longest wait for work
constexpr milliseconds kStoreRetry{20};      // until comandos has made the store
constexpr milliseconds kOpenBudget{60'000};  // the log of a writer that was killed may be long
constexpr milliseconds kQueryBudget{2000};   // a query longer than this hangs

// Nothing where a stop came first.
std::unique_ptr<db::ReadStore> wait_for_store(const std::string& path, health::LoopPulse& pulse) {
  bool told = false;
  while (!process::stop_requested()) {
    pulse.turn("open store", kOpenBudget);
    try {
      return std::make_unique<db::ReadStore>(path);
    } catch (const db::StoreError& error) {
      if (!std::exchange(told, true)) spdlog::info("waiting for the store: {}", error.what());
    }
    std::this_thread::sleep_for(kStoreRetry);
  }
  return {};
}

class Readers {
 public:
  Readers(zmq::context_t& context, const Options& options, health::Heart& heart)
      : context_(context), options_(options), heart_(heart) {}

  void read_loop(health::LoopPulse& pulse) {
    try {
      const auto store = wait_for_store(options_.store, pulse);
      if (store) serve(*store, pulse);
    } catch (const std::exception&) {
      const std::lock_guard guard(mutex_);
      if (!failure_) failure_ = std::current_exception();
      process::request_stop();
    }
  }

  // What ended a reader before its time, if anything did. After all have ended.
  [[nodiscard]] std::exception_ptr failure() const { return failure_; }

 private:
  void serve(db::ReadStore& store, health::LoopPulse& pulse) {
    messaging::Worker worker(
        context_, {.broker = options_.broker, .service = "consultas", .credits = kCredits});
    QueryService service(store);
    pulse.check_with([&store] {  // what a deep echo tries
      const db::ReadStore::Snapshot snapshot(store);
      (void)store.find_tenant("");
    });
    spdlog::info("{} serving", pulse.name());
    heart_.set_phase(health::Phase::serving);
    while (!process::stop_requested()) {
      pulse.turn("", {});
      const auto requests = worker.receive(kCredits, kWait);
      add_depth(static_cast<int>(requests.size()));
      if (!requests.empty()) spdlog::debug("{} takes {} queries", pulse.name(), requests.size());
      for (const auto& request : requests) {
        pulse.turn("query", kQueryBudget);
        worker.reply(request.token, service.answer(request, unix_ms_now()));
        worker.beat();
      }
      add_depth(-static_cast<int>(requests.size()));
    }
    worker.leave();
  }

  void add_depth(int change) {
    if (change != 0) heart_.set_queue_depth(static_cast<std::uint32_t>(depth_ += change));
  }

  zmq::context_t& context_;
  const Options& options_;
  health::Heart& heart_;
  std::atomic<int> depth_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void run_readers(const Options& options) {
  zmq::context_t context;
  health::Heart heart(context, {.service = "consultas", .endpoint = options.beat});
  std::vector<health::LoopPulse*> pulses;
  for (std::uint32_t i = 0; i < options.readers; ++i) {
    pulses.push_back(&heart.add_loop("reader " + std::to_string(i + 1)));
  }
  heart.start();

  Readers readers(context, options, heart);
  std::vector<std::thread> threads;
  threads.reserve(pulses.size());
  for (auto* pulse : pulses) threads.emplace_back([&readers, pulse] { readers.read_loop(*pulse); });
  for (auto& thread : threads) thread.join();
  heart.set_phase(health::Phase::stopping);
  if (readers.failure()) std::rethrow_exception(readers.failure());
}

}  // namespace latido::consultas
