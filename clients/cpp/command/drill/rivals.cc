#include "clients/cpp/command/drill/rivals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace latido::command {
namespace {

using std::chrono::milliseconds;
using Seconds = std::chrono::duration<double>;

constexpr milliseconds kBeat{50};
constexpr int kMisses = 3;
constexpr milliseconds kPollEvery{1000};

// Akka's defaults.
constexpr double kPhiThreshold = 8;
constexpr std::size_t kPhiSamples = 1000;
constexpr double kSigmaMin = 0.1;     // s
constexpr double kPauseAccepted = 3;  // s
constexpr double kFirstEstimate = 1;  // s
constexpr double kStep = 0.001;       // s

// Akka's approximation of the normal distribution's tail.
double phi(double silence, double mean, double sigma) {
  const double y = (silence - mean) / sigma;
  const double e = std::exp(-y * (1.5976 + 0.070566 * y * y));
  return silence > mean ? -std::log10(e / (1 + e)) : -std::log10(1 - 1 / (1 + e));
}

Duration patience(Rival rival, const std::vector<Duration>& gaps) {
  return rival == Rival::phi_accrual ? phi_patience(gaps) : Duration(kMisses * kBeat);
}

const Pause* pause_at(const std::vector<Pause>& pauses, MonotonicTime at) {
  const auto it = std::find_if(pauses.begin(), pauses.end(), [at](const Pause& pause) {
    return at >= pause.from && at < pause.to;
  });
  return it == pauses.end() ? nullptr : &*it;
}

// When the judge gets to it.
MonotonicTime seen_at(const std::vector<Pause>& pauses, MonotonicTime at) {
  const auto* pause = pause_at(pauses, at);
  return pause != nullptr ? pause->to : at;
}

using Arrivals = std::map<std::string, std::vector<MonotonicTime>>;

Arrivals arrivals_of(const std::vector<Heard>& heard, const std::vector<Pause>& pauses) {
  Arrivals out;
  for (const auto& beat : heard) out[beat.service].push_back(seen_at(pauses, beat.at));
  return out;
}

// One that counts silence from the last beat.
void watch_silence(Rival rival,
                   const std::string& service,
                   const std::vector<MonotonicTime>& arrivals,
                   const std::vector<Pause>& pauses,
                   MonotonicTime end,
                   std::vector<Accusation>& out) {
  std::vector<Duration> gaps;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    const auto next = i + 1 < arrivals.size() ? arrivals[i + 1] : end;
    const auto gap = next - arrivals[i];
    const auto allowed = patience(rival, gaps);
    if (gap > allowed) out.push_back({seen_at(pauses, arrivals[i] + allowed), service});
    gaps.push_back(gap);
  }
}

// One that looks once a second whether there was a beat since it last looked.
void poll(const std::string& service,
          const std::vector<MonotonicTime>& arrivals,
          const std::vector<Pause>& pauses,
          MonotonicTime end,
          std::vector<Accusation>& out) {
  bool accused = false;
  for (auto at = arrivals.front() + kPollEvery; at < end; at += kPollEvery) {
    if (pause_at(pauses, at) != nullptr) continue;
    const auto first = std::lower_bound(arrivals.begin(), arrivals.end(), at - kPollEvery);
    const bool silent = first == arrivals.end() || *first > at;
    if (silent && !accused) out.push_back({at, service});
    accused = silent;
  }
}

}  // namespace

Duration phi_patience(const std::vector<Duration>& gaps) {
  double mean = kFirstEstimate;
  double sigma = kFirstEstimate / 4;
  if (!gaps.empty()) {
    const std::size_t from = gaps.size() > kPhiSamples ? gaps.size() - kPhiSamples : 0;
    const auto count = static_cast<double>(gaps.size() - from);
    double sum = 0;
    double squares = 0;
    for (std::size_t i = from; i < gaps.size(); ++i) {
      const double gap = Seconds(gaps[i]).count();
      sum += gap;
      squares += gap * gap;
    }
    mean = sum / count;
    sigma = std::sqrt(std::max(0.0, squares / count - mean * mean));
  }
  mean += kPauseAccepted;
  sigma = std::max(sigma, kSigmaMin);
  double silence = mean;
  while (phi(silence, mean, sigma) < kPhiThreshold) silence += kStep;
  return std::chrono::duration_cast<Duration>(Seconds(silence));
}

const char* name_of(Rival rival) {
  switch (rival) {
    case Rival::three_misses:
      return "three misses in a row";
    case Rival::phi_accrual:
      return "phi accrual (Akka's defaults)";
    case Rival::poll_1_s:
      break;
  }
  return "a poll of 1 s";
}

std::vector<Accusation> accusations(Rival rival,
                                    const std::vector<Heard>& heard,
                                    const std::vector<Pause>& pauses,
                                    MonotonicTime end) {
  std::vector<Accusation> out;
  for (const auto& [service, arrivals] : arrivals_of(heard, pauses)) {
    if (rival == Rival::poll_1_s) {
      poll(service, arrivals, pauses, end, out);
    } else {
      watch_silence(rival, service, arrivals, pauses, end, out);
    }
  }
  return out;
}

RivalScore score_rival(const std::vector<Trial>& trials, const std::vector<Accusation>& said) {
  RivalScore out;
  std::set<std::size_t> deserved;
  for (const auto& trial : trials) {
    std::optional<Duration> first;
    for (std::size_t i = 0; i < said.size(); ++i) {
      const auto& one = said[i];
      if (one.service != trial.service || one.at < trial.from || one.at > trial.to) continue;
      deserved.insert(i);
      if (one.at > trial.lifted) continue;  // what it noticed is the end of the fault
      if (!first || one.at - trial.from < *first) first = one.at - trial.from;
    }
    if (first) {
      out.detected.push_back(*first);
    } else {
      ++out.missed;
    }
  }
  out.false_accusations = static_cast<int>(said.size() - deserved.size());
  std::sort(out.detected.begin(), out.detected.end());
  return out;
}

}  // namespace latido::command
