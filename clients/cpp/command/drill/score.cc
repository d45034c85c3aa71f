#include "clients/cpp/command/drill/score.h"

#include <algorithm>
#include <array>

namespace latido::command {
namespace {

constexpr std::array<const char*, 4> kHarmless{"unknown", "starting", "up", "degraded"};

bool concerns(const Trial& trial, const Told& told) {
  return trial.service == told.service && told.at >= trial.from && told.at <= trial.to;
}

// Wrong names for a fault that lasts are counted with its trial.
bool deserves(const Trial& trial, const Told& told) {
  if (!concerns(trial, told)) return false;
  if (told.at <= trial.lifted) return true;
  return trial.ended_by_kill && told.verdict == "crashed";
}

// By the right verdict for a wrong reason too.
std::string wrong_name(const Trial& trial, const Told& told) {
  return told.verdict == trial.expected ? told.verdict + '/' + told.reason : told.verdict;
}

}  // namespace

bool accuses(const Told& told) {
  if (told.reason == "heartbeatPath" || told.reason == "heartbeatStuck") return true;
  return std::find(kHarmless.begin(), kHarmless.end(), told.verdict) == kHarmless.end();
}

bool names(const Trial& trial, const Told& told) {
  return trial.service == told.service && told.at >= trial.from && told.verdict == trial.expected &&
         (trial.reason.empty() || told.reason == trial.reason);
}

TrialScore score(const Trial& trial, const std::vector<Told>& told) {
  TrialScore out;
  for (const auto& one : told) {
    if (!concerns(trial, one) || one.at > trial.lifted) continue;
    const bool right = names(trial, one);
    if (right) out.named.insert(one.verdict);
    if (accuses(one) && !right) out.named.insert(wrong_name(trial, one));
    if (right && !out.detected) out.detected = one.at - trial.from;
  }
  return out;
}

std::vector<Told> false_accusations(const std::vector<Trial>& trials,
                                    const std::vector<Told>& told) {
  std::vector<Told> out;
  for (const auto& one : told) {
    const bool deserved = std::any_of(
        trials.begin(), trials.end(), [&one](const Trial& trial) { return deserves(trial, one); });
    if (accuses(one) && !deserved) out.push_back(one);
  }
  return out;
}

int Row::misses() const { return trials - static_cast<int>(detected.size()); }

std::vector<Row> rows(const std::vector<Trial>& trials, const std::vector<Told>& told) {
  std::vector<Row> out;
  for (const auto& trial : trials) {
    auto row = std::find_if(out.begin(), out.end(), [&trial](const Row& r) {
      return r.fault == trial.fault && r.hogs == trial.hogs;
    });
    if (row == out.end()) {
      row = out.insert(out.end(),
                       {.fault = trial.fault,
                        .expected = trial.expected,
                        .hogs = trial.hogs,
                        .target = trial.target,
                        .detected = {},
                        .back = {},
                        .named = {}});
    }
    const auto scored = score(trial, told);
    ++row->trials;
    for (const auto& name : scored.named) ++row->named[name];
    if (scored.named.empty()) ++row->named[""];
    if (scored.detected) row->detected.push_back(*scored.detected);
    if (trial.recovered()) row->back.push_back(trial.to - trial.from);
  }
  for (auto& row : out) {
    std::sort(row.detected.begin(), row.detected.end());
    std::sort(row.back.begin(), row.back.end());
  }
  return out;
}

Duration percentile(const std::vector<Duration>& sorted, int percent) {
  const auto rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace latido::command
