#include "monitor/detector.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace latido::monitor {
namespace {

constexpr std::uint64_t kLostBeatsMax = 1000;  // more missing numbers than this: a new grid
constexpr double kPhiMax = 100;
constexpr double kSigmaMin = 0.020;  // seconds; scheduling noise below this means nothing

double seconds(Duration d) { return std::chrono::duration<double>(d).count(); }

Duration mean_of(const std::deque<Duration>& values) {
  return std::accumulate(values.begin(), values.end(), Duration::zero()) /
         static_cast<Duration::rep>(values.size());
}

void push(std::deque<Duration>& window, Duration value) {
  window.push_back(value);
  if (window.size() > Detector::kWindow) window.pop_front();
}

}  // namespace

void Detector::beat(std::uint64_t sequence,
                    MonotonicTime arrival,
                    std::chrono::milliseconds interval) {
  const Duration eta = std::clamp(interval, kIntervalMin, kIntervalMax);
  if (eta != interval_ || !continues(sequence, arrival)) {
    interval_ = eta;
    deviations_.assign(1, Duration::zero());
    gaps_.clear();
    first_sequence_ = sequence;
    first_arrival_ = arrival;
  } else {
    push(deviations_, deviation(sequence, arrival));
    push(gaps_, arrival - last_arrival_);
  }
  last_sequence_ = sequence;
  last_arrival_ = arrival;
}

void Detector::restart(MonotonicTime now) {
  deviations_.clear();
  gaps_.clear();
  last_arrival_ = now;
}

void Detector::restart(MonotonicTime now, std::chrono::milliseconds interval) {
  interval_ = std::clamp(interval, kIntervalMin, kIntervalMax);
  restart(now);
}

MonotonicTime Detector::expected() const {
  if (deviations_.empty()) return last_arrival_ + interval_;
  const auto beats = static_cast<Duration::rep>(last_sequence_ - first_sequence_ + 1);
  return first_arrival_ + beats * interval_ + mean_deviation();
}

bool Detector::late(MonotonicTime now, Duration own_lag) const {
  return now > expected() + kAlpha + own_lag;
}

double Detector::phi(MonotonicTime now) const {
  if (gaps_.empty()) return 0;
  const double mean = seconds(mean_of(gaps_));
  double variance = 0;
  for (const auto gap : gaps_) variance += std::pow(seconds(gap) - mean, 2);
  const double sigma = std::max(std::sqrt(variance / static_cast<double>(gaps_.size())), kSigmaMin);
  const double tail =
      std::erfc((seconds(now - last_arrival_) - mean) / (sigma * std::sqrt(2.0))) / 2;
  return tail > 0 ? std::clamp(-std::log10(tail), 0.0, kPhiMax) : kPhiMax;
}

// A sender that skipped slots (it was stopped, or starved) keeps its numbers contiguous, so its
// grid moves: half an interval away from the mean is another grid, not a late beat.
bool Detector::continues(std::uint64_t sequence, MonotonicTime arrival) const {
  if (deviations_.empty() || sequence <= last_sequence_) return false;
  if (sequence - last_sequence_ > kLostBeatsMax) return false;
  const auto shift = deviation(sequence, arrival) - mean_deviation();
  return shift <= interval_ / 2 && shift >= -interval_ / 2;
}

Duration Detector::deviation(std::uint64_t sequence, MonotonicTime arrival) const {
  return (arrival - first_arrival_) -
         static_cast<Duration::rep>(sequence - first_sequence_) * interval_;
}

Duration Detector::mean_deviation() const { return mean_of(deviations_); }

}  // namespace latido::monitor
