#include "monitor/quiet_log.h"

#include <memory>
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

}  // namespace latido::monitor
