#include "common/health/heart.h"

#include "common/health/beat_codec.h"
#include "common/health/deep_echoes.h"
#include "common/health/publisher.h"
#include "common/health/schedule.h"
#include "common/ids.h"
#include "common/process/process.h"

#include <algorithm>
#include <csignal>
#include <deque>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <utility>

#include <spdlog/spdlog.h>

namespace latido::health {
namespace {

constexpr int kUpstreamPerWake = 64;  // frames; more wait for the next turn, and its beat
constexpr int kEchoesPerInterval =
    64;  // more are left unanswered: an echo reply goes to every subscriber
constexpr int kQueuedBeatsMax = 200;  // for a subscriber that does not read
constexpr auto kWaitMax = std::chrono::milliseconds(50);
constexpr std::int64_t kNever = -1;

std::int64_t to_ns(MonotonicTime t) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(t.time_since_epoch()).count();
}

std::int64_t age_ms(std::int64_t since_ns, MonotonicTime now) {
  return std::max<std::int64_t>(0, (to_ns(now) - since_ns) / 1'000'000);
}

// As a monitor takes it: one that is not would cost the service all its beats. A '?' for each
// character that is not printable ASCII.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool goes_on = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;  // within one of UTF-8
    if (!goes_on && out.size() < kHealthTextMax) out += c >= ' ' && c <= '~' ? c : '?';
  }
  return out;
}

HeartOptions checked(HeartOptions options) {
  const auto& name = options.service;
  if (name.empty() || name.size() > kHealthTextMax || name != plain(name) ||
      name.find(' ') != std::string::npos) {
    throw std::invalid_argument(
        "Heart: a service's name is 1 to 64 printable ASCII characters without spaces");
  }
  if (options.interval.count() < 1) throw std::invalid_argument("Heart: interval below 1 ms");
  return options;
}

std::uint32_t to_uint32(std::int64_t number) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(number, 0, UINT32_MAX));
}

LoopState state_of(const LoopPulse& pulse, MonotonicTime now) {
  const char* operation = pulse.operation();
  return {.name = pulse.name(),
          .turns = pulse.turns(),
          .age_ms = to_uint32(age_ms(pulse.last_turn_ns(), now)),
          .operation = plain(operation != nullptr ? operation : ""),
          .budget_ms = to_uint32(pulse.budget().count()),
          .tid = pulse.tid()};
}

// Signals are for the thread that runs main's loop.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

class Heart::Impl {
 public:
  Impl(zmq::context_t& context, HeartOptions options)
      : options_(checked(std::move(options))),
        publisher_(context, options_.endpoint, kQueuedBeatsMax),
        pid_(static_cast<std::uint32_t>(::getpid())),
        start_ticks_(process::start_ticks(pid_)),
        boot_id_(process::boot_id()) {}

  ~Impl() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  LoopPulse& add_loop(const std::string& name) {
    if (thread_.joinable()) throw std::logic_error("Heart::add_loop after start");
    if (pulses_.size() == kLoopsMax) throw std::logic_error("Heart::add_loop: too many loops");
    return pulses_.emplace_back(plain(name));
  }

  void start() {
    thread_ = std::thread([this] { run(); });
  }

  void run();
  void turn();
  void wait_until_due();
  void beat_if_due();
  void answer_upstream();
  void answer_deep();
  [[nodiscard]] Beat beat_at(MonotonicTime now) const;

  HeartOptions options_;
  Publisher publisher_;
  std::deque<LoopPulse> pulses_;  // never moves its elements
  std::uint32_t pid_;
  std::uint64_t start_ticks_;
  std::string boot_id_;
  std::string incarnation_ = random_hex_128();

  std::atomic<Phase> phase_{Phase::starting};
  std::atomic<std::uint32_t> queue_depth_{0};
  std::atomic<std::int64_t> last_commit_ns_{kNever};
  std::atomic<std::int64_t> read_lag_ms_{-1};
  std::atomic<bool> stopping_{false};

  MonotonicTime due_ = monotonic_now();
  std::uint64_t sequence_ = 0;
  int echoes_left_ = kEchoesPerInterval;
  DeepEchoes deep_echoes_;
  std::uint32_t tid_ = 0;
  std::thread thread_;
};

void Heart::Impl::run() {
  block_signals();
  tid_ = static_cast<std::uint32_t>(::gettid());
  while (!stopping_) {
    try {
      turn();
    } catch (const zmq::error_t& error) {
      if (error.num() == ETERM) return;
      spdlog::warn("beats on {}: {}; trying again", options_.endpoint, error.what());
      std::this_thread::sleep_for(kWaitMax);
    } catch (const std::exception& error) {
      spdlog::warn("beats on {}: {}; trying again", options_.endpoint, error.what());
      std::this_thread::sleep_for(kWaitMax);
    }
  }
}

void Heart::Impl::turn() {
  wait_until_due();
  publisher_.recover();
  beat_if_due();
  answer_upstream();
  answer_deep();
}

// Before any answer: who hears answers and no beats would think that the beats are lost.
void Heart::Impl::beat_if_due() {
  const auto now = monotonic_now();
  if (now < due_) return;
  due_ = next_slot(due_, now, options_.interval);
  echoes_left_ = kEchoesPerInterval;
  ++sequence_;
  publisher_.send(encode(beat_at(now)));
}

void Heart::Impl::wait_until_due() {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_ - monotonic_now());
  zmq::pollitem_t item{publisher_.socket().handle(), 0, ZMQ_POLLIN, 0};
  zmq::poll(&item, 1, std::clamp(left, std::chrono::milliseconds(0), kWaitMax));
}

void Heart::Impl::answer_upstream() {
  for (int i = 0; i < kUpstreamPerWake; ++i) {
    const auto bytes = publisher_.receive();
    if (!bytes) return;
    if (echoes_left_ == 0) continue;
    const auto message =
        decode(*bytes);  // a subscription is no JSON and ends here at its first byte
    if (!message) continue;
    if (const auto* request = std::get_if<EchoRequest>(&*message)) {
      beat_if_due();
      --echoes_left_;
      // Asked before the answer goes out: who has the answer may count on the loops' next turn.
      if (request->deep) deep_echoes_.ask(request->nonce, pulses_);
      publisher_.send(encode(EchoReply{request->nonce, beat_at(monotonic_now())}));
      return;  // before the next one the clock is looked at: this may have been stopped meanwhile
    }
  }
}

void Heart::Impl::answer_deep() {
  for (const auto& answer : deep_echoes_.take_answered(pulses_)) {
    publisher_.send(encode(EchoReply{answer.nonce, beat_at(monotonic_now()), answer.outcome}));
  }
}

Beat Heart::Impl::beat_at(MonotonicTime now) const {
  const auto commit_ns = last_commit_ns_.load(std::memory_order_relaxed);
  Beat beat{.service = options_.service,
            .incarnation = incarnation_,
            .pid = pid_,
            .start_ticks = start_ticks_,
            .boot_id = boot_id_,
            .sequence = sequence_,
            .sent_monotonic_ns = to_ns(now),
            .interval_ms = static_cast<std::uint32_t>(options_.interval.count()),
            .loops = {},
            .queue_depth = queue_depth_.load(std::memory_order_relaxed),
            .last_commit_age_ms = commit_ns == kNever ? kNever : age_ms(commit_ns, now),
            .phase = phase_.load(std::memory_order_relaxed),
            .heart_tid = tid_,
            .read_lag_ms = read_lag_ms_.load(std::memory_order_relaxed)};
  for (const auto& pulse : pulses_) beat.loops.push_back(state_of(pulse, now));
  return beat;
}

Heart::Heart(zmq::context_t& context, HeartOptions options)
    : impl_(std::make_unique<Impl>(context, std::move(options))) {}
Heart::~Heart() = default;

LoopPulse& Heart::add_loop(const std::string& name) { return impl_->add_loop(name); }
void Heart::start() { impl_->start(); }
void Heart::set_phase(Phase phase) { impl_->phase_.store(phase, std::memory_order_relaxed); }
void Heart::set_queue_depth(std::uint32_t requests) {
  impl_->queue_depth_.store(requests, std::memory_order_relaxed);
}
void Heart::note_commit() {
  impl_->last_commit_ns_.store(to_ns(monotonic_now()), std::memory_order_relaxed);
}
void Heart::set_read_lag(std::chrono::milliseconds behind) {
  impl_->read_lag_ms_.store(behind.count(), std::memory_order_relaxed);
}
const std::string& Heart::incarnation() const { return impl_->incarnation_; }
std::string Heart::endpoint() const { return impl_->publisher_.endpoint(); }

}  // namespace latido::health
