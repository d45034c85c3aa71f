#pragma once

#include "clients/cpp/command/drill/trial.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace latido::command {

// Holds what was told against what was done. Pure.

// Down, whatever the cause, or without its beats. Otherwise degraded is no accusation: the service
// says it of itself, or something else is down.
bool accuses(const Told& told);

// It is what the fault must be called, and was told of that service since.
bool names(const Trial& trial, const Told& told);

struct TrialScore {
  std::set<std::string> named;       // all that it was called until the fault was lifted
  std::optional<Duration> detected;  // until the expected verdict; nothing: a miss
};
TrialScore score(const Trial& trial, const std::vector<Told>& told);

// Accusations of services to which nothing was being done, or no more: one that has gone on again
// deserves none, one that was killed only that it crashed.
std::vector<Told> false_accusations(const std::vector<Trial>& trials,
                                    const std::vector<Told>& told);

// All trials of one fault under one load.
struct Row {
  std::string fault;
  std::string expected;
  int hogs = 0;
  Duration target = {};
  int trials = 0;
  std::vector<Duration> detected;    // sorted
  std::vector<Duration> back;        // sorted; until it was up again, where recovery did that
  std::map<std::string, int> named;  // what it was called, to in how many trials; "": nothing
  [[nodiscard]] int misses() const;  // the expected verdict never came
};
std::vector<Row> rows(const std::vector<Trial>& trials, const std::vector<Told>& told);

// Of a sorted, non-empty list: the smallest that `percent` of them do not exceed.
Duration percentile(const std::vector<Duration>& sorted, int percent);

}  // namespace latido::command
