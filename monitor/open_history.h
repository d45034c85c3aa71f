#pragma once

#include "monitor/config.h"
#include "monitor/history.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace latido::monitor {

// Opens the history on a thread of its own: that waits for the disk, which may not answer at all,
// and for whoever holds the file, however long. It holds the file from there on, so not before the
// monitor is the active one.
class OpeningHistory {
 public:
  struct Outcome {
    std::unique_ptr<History> history;  // null: the file cannot be used
    std::string refusal;               // why
  };

  // For the services of the configuration.
  OpeningHistory(const std::string& path, const Config& config);
  ~OpeningHistory();  // does not wait: a thread that the disk holds is left to itself
  OpeningHistory(const OpeningHistory&) = delete;
  OpeningHistory& operator=(const OpeningHistory&) = delete;

  // Once, when it has come to an end. Does not wait.
  std::optional<Outcome> take();
  // Once, where it waits for another program to let go of the file: what the file says to that.
  std::optional<std::string> take_hold_up();

 private:
  static constexpr std::chrono::milliseconds kPause{200};  // between two tries

  struct Shared;
  static Outcome open(Shared& shared,
                      const std::string& path,
                      const std::vector<std::string>& services);
  std::shared_ptr<Shared> shared_;
};

}  // namespace latido::monitor
