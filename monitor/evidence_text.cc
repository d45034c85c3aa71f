#include "monitor/evidence_text.h"

#include <array>
#include <cstdio>

namespace latido::monitor {

std::string echo_text(EchoState echo, Duration took) {
  switch (echo) {
    case EchoState::ok: {
      std::array<char, 32> text{};
      const double ms = std::chrono::duration<double, std::milli>(took).count();
      std::snprintf(text.data(), text.size(), "ok %.1f ms", ms);
      return text.data();
    }
    case EchoState::none:
      return "none in " + std::to_string(to_ms(took)) + " ms";
    case EchoState::failed:
      return "failed";
    default:
      return "";
  }
}

const char* process_text(ProcessState state) {
  switch (state) {
    case ProcessState::unlooked:
      return "";
    case ProcessState::absent:
      return "none of that name";
    case ProcessState::running:
      return "R (running)";
    case ProcessState::sleeping:
      return "S (sleeping)";
    case ProcessState::waiting_io:
      return "D (waiting for a device)";
    case ProcessState::stopped:
      return "T (stopped)";
    case ProcessState::zombie:
      return "zombie";
    case ProcessState::gone:
      return "gone";
    case ProcessState::other_start:
      return "other start time";
  }
  return "";
}

}  // namespace latido::monitor
