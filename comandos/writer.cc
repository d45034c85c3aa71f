#include "comandos/writer.h"

#include "comandos/command_service.h"
#include "common/clock.h"
#include "common/health/heart.h"
#include "common/messaging/worker.h"
#include "common/process/process.h"
#include "db/store.h"

#include <optional>
#include <thread>

#include <spdlog/spdlog.h>
#include <zmq.hpp>

namespace latido::comandos {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxBatch = 256;  // requests that share one fsync
// And their bytes: 256 of the largest requests would be a turn of seconds.
constexpr std::size_t kMaxBatchBytes = 1024 * 1024;
constexpr milliseconds kWait{100};  // longest wait for work
// The broker takes a worker for lost after four of these: longer than an fsync on a slow disk,
// within which nothing can be said. Nothing waits for it when this process dies: the connection
// closes, and another comandos takes its place at once.
constexpr milliseconds kWorkerBeat{1000};
constexpr milliseconds kLockRetry{20};     // a dead writer's lock is free at once
constexpr milliseconds kTurnBudget{2000};  // a command, commit or checkpoint longer than this hangs
constexpr milliseconds kOpenBudget{60'000};  // migration and recovery of a large log

// Nothing where a stop came first.
std::optional<db::WriterLock> wait_for_lock(const Options& options,
                                            health::Heart& heart,
                                            health::LoopPulse& pulse) {
  bool told = false;
  while (!process::stop_requested()) {
    pulse.turn("", {});
    if (auto lock = db::WriterLock::try_take(options.store)) return lock;
    if (!told) spdlog::info("another writer holds the lock; standing by");
    told = true;
    heart.set_phase(health::Phase::standby);
    std::this_thread::sleep_for(kLockRetry);
  }
  return {};
}

// What a deep echo tries: a write transaction is begun, this writer's epoch proved, nothing
// written.
void try_store(db::WriteStore& store) {
  try {
    store.begin(unix_ms_now());
  } catch (const db::StoreError&) {
    store.rollback();
    throw;
  }
  store.rollback();
}

// One turn of the loop: waits for work, writes, answers.
void turn(messaging::Worker& worker,
          CommandService& service,
          db::WriteStore& store,
          health::Heart& heart,
          health::LoopPulse& pulse) {
  pulse.turn("", {});
  const auto requests = worker.receive(kMaxBatch, kWait);
  if (requests.empty()) return;
  heart.set_queue_depth(static_cast<std::uint32_t>(requests.size()));
  pulse.goes_on("write turn", kTurnBudget);
  const auto commits = store.commits();
  for (const auto& answer : service.turn(requests, unix_ms_now())) {
    worker.reply(answer.token, answer.body);
  }
  if (store.commits() != commits) heart.note_commit();
  spdlog::debug("{} requests in {} commits", requests.size(), store.commits() - commits);
  heart.set_queue_depth(0);
  pulse.goes_on("checkpoint", kTurnBudget);
  worker.beat();
  store.checkpoint_if_due();
}

}  // namespace

void run_writer(const Options& options) {
  zmq::context_t context;
  health::Heart heart(context, {.service = "comandos", .endpoint = options.beat});
  auto& pulse = heart.add_loop("writer");
  heart.start();

  const auto lock = wait_for_lock(options, heart, pulse);
  if (!lock) return;
  heart.set_phase(health::Phase::starting);
  pulse.turn("open store", kOpenBudget);
  db::WriteStore store({.path = options.store});
  spdlog::info("store open, epoch {}", store.epoch());
  if (!store.opening_remark().empty()) spdlog::warn("{}", store.opening_remark());

  messaging::Worker worker(context,
                           {.broker = options.broker,
                            .service = "comandos",
                            .credits = kMaxBatch,
                            .sole = true,
                            .heartbeat = kWorkerBeat,
                            .batch_bytes_max = kMaxBatchBytes});
  CommandService service(store, [&] {
    pulse.goes_on("write turn", kTurnBudget);
    worker.beat();
  });
  pulse.check_with([&store] { try_store(store); });
  heart.set_phase(health::Phase::serving);
  while (!process::stop_requested()) turn(worker, service, store, heart, pulse);

  heart.set_phase(health::Phase::stopping);
  worker.leave();
}

}  // namespace latido::comandos
