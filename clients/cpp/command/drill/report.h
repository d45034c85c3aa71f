#pragma once

#include "clients/cpp/command/drill/rivals.h"
#include "clients/cpp/command/drill/score.h"
#include "clients/cpp/command/table.h"

#include <string>
#include <utility>
#include <vector>

namespace latido::command {

// What came out of a drill.
struct DrillReport {
  std::vector<Row> rows;
  std::vector<Told> false_accusations;
  std::vector<std::pair<Rival, RivalScore>> rivals;
  std::vector<Pause> pauses;
  int clock_jumps = 0;
  int blind_spells = 0;
  std::size_t beats = 0;

  [[nodiscard]] int misses() const;
  [[nodiscard]] int wrong_names() const;  // called something else while they lasted
  // Nothing missed, nothing called by a wrong name, nobody accused falsely.
  [[nodiscard]] bool good() const;
};

// Pure.
DrillReport make_report(const DrillResult& result,
                        const std::vector<Told>& told,
                        const std::vector<Heard>& heard,
                        MonotonicTime end);
std::string show_report(const DrillReport& report, Style style);
std::string report_json(const DrillReport& report);

}  // namespace latido::command
