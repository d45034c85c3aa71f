#pragma once

#include "db/monitor_history.h"
#include "monitor/history_record.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::monitor {

// A folder of its own for the history's file.
class HistoryFile : public ::testing::Test {
 protected:
  HistoryFile() {
    std::string made = std::filesystem::temp_directory_path() / "latido-history-XXXXXX";
    folder_ = ::mkdtemp(made.data());
  }
  ~HistoryFile() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return folder_ / "monitor.db"; }

  // "up 100..200, down 200..300"
  static std::string life_of(db::MonitorHistory& file, const std::string& service) {
    static constexpr const char* kNames[] = {"up", "degraded", "down", "maintenance"};
    std::string out;
    file.each_stretch(service, 0, [&out](const Stretch& stretch) {
      out += (out.empty() ? "" : ", ") +
             std::string(kNames[static_cast<std::size_t>(stretch.standing)]) + ' ' +
             std::to_string(stretch.from_unix_ms) + ".." + std::to_string(stretch.to_unix_ms);
    });
    return out;
  }
  static std::vector<Fault> faults_of(db::MonitorHistory& file, const std::string& service) {
    std::vector<Fault> out;
    file.each_fault(service, 0, [&out](const Fault& fault) { out.push_back(fault); });
    return out;
  }

  static StandingBegan stands(Standing standing, std::int64_t unix_ms) {
    const auto verdict = standing == Standing::up ? Verdict::up : Verdict::crashed;
    return {.service = "alpha",
            .standing = standing,
            .verdict = verdict,
            .cause = "because",
            .unix_ms = unix_ms};
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace latido::monitor
