#include "broker/options.h"

#include "common/process/process.h"

#include <CLI/CLI.hpp>

namespace latido::broker {
namespace {

constexpr std::int64_t kMs = 1;
constexpr std::int64_t kDeadlineMaxMs = 300'000;
constexpr std::uint32_t kAttemptsMost = 100;

void add_limits(CLI::App& app, Limits& limits, std::int64_t& deadline_ms, std::int64_t& grace_ms) {
  app.add_option("--queue-max", limits.queue_max, "Requests that may wait, all services together")
      ->check(CLI::PositiveNumber);
  app.add_option("--queue-max-bytes", limits.queue_bytes_max, "Bytes of requests kept")
      ->check(CLI::PositiveNumber);
  app.add_option("--services-max", limits.services_max, "Services known at once")
      ->check(CLI::PositiveNumber);
  app.add_option("--workers-max", limits.workers_max, "Workers registered at once")
      ->check(CLI::PositiveNumber);
  app.add_option("--attempts-max",
                 limits.attempts_max,
                 "Workers that one request may lose before it is quarantined")
      ->check(CLI::Range(1U, kAttemptsMost));
  app.add_option("--default-deadline-ms", deadline_ms, "Deadline of a request that names none")
      ->check(CLI::Range(kMs, kDeadlineMaxMs));
  app.add_option("--service-grace-ms",
                 grace_ms,
                 "How long a request waits for a service whose workers all left")
      ->check(CLI::Range(kMs, kDeadlineMaxMs));
}

}  // namespace

std::optional<int> parse_options(int argc, char** argv, Options& options) {
  CLI::App app("Routes requests to the services, knows who is alive, and answers for the dead.");
  app.option_defaults()->always_capture_default();
  app.add_option("--bind", options.bind, "Where clients and workers connect");
  app.add_option("--beat", options.beat, "Where beats are published and echoes answered");
  app.add_option("--log-level", options.log_level, "How much to log")
      ->check(CLI::IsMember(process::log_levels()));
  std::int64_t deadline_ms = options.limits.default_deadline.count();
  std::int64_t grace_ms = options.limits.service_grace.count();
  add_limits(app, options.limits, deadline_ms, grace_ms);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  options.limits.default_deadline = std::chrono::milliseconds(deadline_ms);
  options.limits.service_grace = std::chrono::milliseconds(grace_ms);
  return std::nullopt;
}

}  // namespace latido::broker
