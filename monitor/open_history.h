#pragma once

#include "monitor/config.h"
#include "monitor/history.h"

#include <memory>
#include <optional>
#include <string>

namespace latido::monitor {

// Opens the history on a thread of its own: that waits for the disk, which may not answer at all.
// It holds the file from there on, so not before the monitor is the active one.
class OpeningHistory {
 public:
  struct Outcome {
    std::unique_ptr<History> history;  // null: the file cannot be used
    std::string refusal;               // why
  };

  // For the services of the configuration. A thread that the disk holds is left to itself.
  OpeningHistory(const std::string& path, const Config& config);

  // Once, when it has come to an end. Does not wait.
  std::optional<Outcome> take();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace latido::monitor
