#include "clients/cpp/command/drill/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace latido::command {
namespace {

std::string ms(Duration d) {
  std::array<char, 32> text{};
  std::snprintf(
      text.data(), text.size(), "%.1f", std::chrono::duration<double, std::milli>(d).count());
  return text.data();
}

std::string at(const std::vector<Duration>& sorted, int percent) {
  return sorted.empty() ? "-" : ms(percentile(sorted, percent));
}

std::string load(int hogs) { return hogs == 0 ? "idle" : std::to_string(hogs) + " hogs"; }

bool met(const Row& row) {
  return row.misses() == 0 &&
         (row.target == Duration::zero() ||
          (!row.detected.empty() && percentile(row.detected, 99) <= row.target));
}

std::string names(const Row& row) {
  std::string out;
  for (const auto& [name, count] : row.named) {
    out += (out.empty() ? "" : ", ") + (name.empty() ? std::string("not named") : name) + ' ' +
           std::to_string(count);
  }
  return out;
}

Table detection_table(const DrillReport& report) {
  Table table({{"FAULT"},
               {"LOAD"},
               {"TIMES", Align::right},
               {"NAMED"},
               {"P50 ms", Align::right},
               {"P99 ms", Align::right},
               {"MAX ms", Align::right},
               {"TARGET", Align::right},
               {""},
               {"UP P50 ms", Align::right},
               {"MAX ms", Align::right}});
  for (const auto& row : report.rows) {
    const bool has_target = row.target != Duration::zero();
    table.add({row.fault,
               load(row.hogs),
               std::to_string(row.trials),
               names(row),
               at(row.detected, 50),
               at(row.detected, 99),
               at(row.detected, 100),
               has_target ? std::to_string(to_ms(row.target)) : "",
               met(row) ? Cell(has_target ? "met" : "", Color::green) : Cell("MISSED", Color::red),
               row.back.empty() ? "" : at(row.back, 50),
               row.back.empty() ? "" : at(row.back, 100)});
  }
  return table;
}

Table rival_table(const DrillReport& report) {
  Table table({{"DETECTOR"},
               {"NOTICED", Align::right},
               {"NOT NOTICED", Align::right},
               {"FALSE ALARMS", Align::right},
               {"P50 ms", Align::right},
               {"P99 ms", Align::right},
               {"MAX ms", Align::right}});
  std::vector<Duration> own;
  for (const auto& row : report.rows) {
    own.insert(own.end(), row.detected.begin(), row.detected.end());
  }
  std::sort(own.begin(), own.end());
  const auto add = [&table](const std::string& who,
                            const std::vector<Duration>& detected,
                            int missed,
                            std::size_t false_alarms) {
    table.add({who,
               std::to_string(detected.size()),
               std::to_string(missed),
               std::to_string(false_alarms),
               at(detected, 50),
               at(detected, 99),
               at(detected, 100)});
  };
  add("this monitor", own, report.misses(), report.false_accusations.size());
  for (const auto& [rival, score] : report.rivals) {
    add(name_of(rival),
        score.detected,
        score.missed,
        static_cast<std::size_t>(score.false_accusations));
  }
  return table;
}

std::string row_json(const Row& row) {
  std::string named;
  for (const auto& [name, count] : row.named) {
    named += (named.empty() ? "\"" : ",\"") + name + "\":" + std::to_string(count);
  }
  const auto figure = [](const std::vector<Duration>& sorted, int percent) {
    return sorted.empty() ? std::string("null") : ms(percentile(sorted, percent));
  };
  return R"({"fault":")" + row.fault + R"(","hogs":)" + std::to_string(row.hogs) +
         R"(,"expected":")" + row.expected + R"(","named":{)" + named + R"(},"misses":)" +
         std::to_string(row.misses()) + R"(,"p50Ms":)" + figure(row.detected, 50) + R"(,"p99Ms":)" +
         figure(row.detected, 99) + R"(,"maxMs":)" + figure(row.detected, 100) +
         R"(,"upAgainP50Ms":)" + figure(row.back, 50) + R"(,"upAgainMaxMs":)" +
         figure(row.back, 100) + R"(,"targetMs":)" + std::to_string(to_ms(row.target)) +
         R"(,"met":)" + (met(row) ? "true" : "false") + "}";
}

}  // namespace

int DrillReport::misses() const {
  return std::accumulate(
      rows.begin(), rows.end(), 0, [](int sum, const Row& row) { return sum + row.misses(); });
}

int DrillReport::wrong_names() const {
  int wrong = 0;
  for (const auto& row : rows) {
    for (const auto& [name, count] : row.named) {
      if (!name.empty() && name != row.expected) wrong += count;
    }
  }
  return wrong;
}

bool DrillReport::good() const {
  return misses() == 0 && wrong_names() == 0 && false_accusations.empty();
}

DrillReport make_report(const DrillResult& result,
                        const std::vector<Told>& told,
                        const std::vector<Heard>& heard,
                        MonotonicTime end) {
  DrillReport report;
  report.rows = rows(result.trials, told);
  report.false_accusations = false_accusations(result.trials, told);
  for (const auto rival : {Rival::three_misses, Rival::phi_accrual, Rival::poll_1_s}) {
    const auto said = accusations(rival, heard, result.pauses, end);
    report.rivals.emplace_back(rival, score_rival(result.trials, said));
  }
  report.pauses = result.pauses;
  report.clock_jumps = result.clock_jumps;
  report.beats = heard.size();
  return report;
}

std::string show_report(const DrillReport& report, Style style) {
  std::string out = detection_table(report).text(style) + '\n';
  out += "False accusations: " + std::to_string(report.false_accusations.size()) +
         ". Wrong names: " + std::to_string(report.wrong_names()) +
         ". Missed: " + std::to_string(report.misses()) + ".\n";
  for (const auto& one : report.false_accusations) {
    out += "  " + one.service + " was called " + one.verdict + " (" + one.reason + ")\n";
  }
  out += "The monitor was stopped " + std::to_string(report.pauses.size()) + " times and blind " +
         std::to_string(report.blind_spells) + " times; its clock jumped " +
         std::to_string(report.clock_jumps) + " times.\n\n";
  out += "The same faults and the same " + std::to_string(report.beats) +
         " beats, judged by others:\n" + rival_table(report).text(style);
  return out;
}

std::string report_json(const DrillReport& report) {
  std::string faults;
  for (const auto& row : report.rows) faults += (faults.empty() ? "" : ",") + row_json(row);
  std::string rivals;
  for (const auto& [rival, score] : report.rivals) {
    rivals += std::string(rivals.empty() ? "" : ",") + R"({"detector":")" + name_of(rival) +
              R"(","noticed":)" + std::to_string(score.detected.size()) + R"(,"missed":)" +
              std::to_string(score.missed) + R"(,"falseAlarms":)" +
              std::to_string(score.false_accusations) + "}";
  }
  std::string accused;
  for (const auto& one : report.false_accusations) {
    accused += std::string(accused.empty() ? "" : ",") + R"({"service":")" + one.service +
               R"(","verdict":")" + one.verdict + R"(","reason":")" + one.reason + "\"}";
  }
  return R"({"faults":[)" + faults + R"(],"falseAccusations":)" +
         std::to_string(report.false_accusations.size()) + R"(,"falselyAccused":[)" + accused +
         R"(],"wrongNames":)" + std::to_string(report.wrong_names()) + R"(,"misses":)" +
         std::to_string(report.misses()) + R"(,"monitorStops":)" +
         std::to_string(report.pauses.size()) + R"(,"blindSpells":)" +
         std::to_string(report.blind_spells) + R"(,"clockJumps":)" +
         std::to_string(report.clock_jumps) + R"(,"rivals":[)" + rivals + "]}\n";
}

}  // namespace latido::command
