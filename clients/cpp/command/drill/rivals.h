#pragma once

#include "clients/cpp/command/drill/trial.h"

#include <string>
#include <vector>

namespace latido::command {

// What other detectors would have said of the same beats. They see only the beats, so they can tell
// the dead from the living and no more. Where the judge was stopped they are stopped too: what came
// meanwhile they read afterwards, and their timers are looked at first. Pure.

struct Accusation {
  MonotonicTime at;
  std::string service;
};

enum class Rival { three_misses, phi_accrual, poll_1_s };
const char* name_of(Rival rival);

// `end`: of the record.
std::vector<Accusation> accusations(Rival rival,
                                    const std::vector<Heard>& heard,
                                    const std::vector<Pause>& pauses,
                                    MonotonicTime end);

struct RivalScore {
  std::vector<Duration> detected;  // sorted
  int missed = 0;                  // faults of which it said nothing before they were over
  int false_accusations = 0;
};
RivalScore score_rival(const std::vector<Trial>& trials, const std::vector<Accusation>& said);

// Silence until Akka's detector convicts (threshold 8, at most 1000 samples, deviation at least 100
// ms, 3 s of pause accepted): `gaps` are those between the beats so far, none: its first estimate.
Duration phi_patience(const std::vector<Duration>& gaps);

}  // namespace latido::command
