#pragma once

#include "clients/cpp/command/drill/trial.h"

#include <map>
#include <string>
#include <vector>

namespace latido::command {

// Holds what was told against what was done. Pure.

// Down, whatever the cause. Degraded is no accusation: the service works, or says itself that it
// does not.
bool accuses(const std::string& verdict);

struct TrialScore {
  std::string named;                 // the first accusation; "" where there was none: a miss
  std::optional<Duration> detected;  // until the expected verdict
};
TrialScore score(const Trial& trial, const std::vector<Told>& told);

// Accusations of services to which nothing was being done.
std::vector<Told> false_accusations(const std::vector<Trial>& trials,
                                    const std::vector<Told>& told);

// All trials of one fault under one load.
struct Row {
  std::string fault;
  std::string expected;
  int hogs = 0;
  Duration target = {};
  std::vector<Duration> detected;    // sorted
  std::vector<Duration> back;        // sorted; until it was up again, where recovery did that
  std::map<std::string, int> named;  // first accusation to how often; "" for none
  [[nodiscard]] int misses() const;  // the expected verdict never came
  [[nodiscard]] int trials() const;
};
std::vector<Row> rows(const std::vector<Trial>& trials, const std::vector<Told>& told);

// Of a sorted, non-empty list: the smallest that `percent` of them do not exceed.
Duration percentile(const std::vector<Duration>& sorted, int percent);

}  // namespace latido::command
