#include "monitor/quiet_log.h"

#include <future>
#include <memory>
#include <thread>
#include <utility>

#include <spdlog/async.h>
#include <spdlog/spdlog.h>

namespace latido::monitor {
namespace {

constexpr std::size_t kLinesMax = 512;

}  // namespace

void log_from_a_thread() {
  const auto direct = spdlog::default_logger();
  spdlog::init_thread_pool(kLinesMax, 1);
  auto quiet =
      std::make_shared<spdlog::async_logger>(direct->name(),
                                             direct->sinks().begin(),
                                             direct->sinks().end(),
                                             spdlog::thread_pool(),
                                             spdlog::async_overflow_policy::overrun_oldest);
  quiet->set_level(direct->level());
  quiet->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(quiet));
}

bool end_log(std::chrono::milliseconds patience) {
  std::promise<void> written;
  const auto end = written.get_future();
  std::thread([written = std::move(written)]() mutable {
    spdlog::shutdown();
    written.set_value();
  }).detach();
  return end.wait_for(patience) == std::future_status::ready;
}

}  // namespace latido::monitor
