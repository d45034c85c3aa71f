#include "monitor/process_stat.h"

#include <charconv>

namespace latido::monitor {
namespace {

constexpr int kSpacesToSession = 4;   // after the name's parenthesis: field 6
constexpr int kSpacesToThreads = 18;  // field 20
constexpr int kSpacesToStart = 20;    // field 22
constexpr int kSpacesToExit = 50;     // field 52

// The text after the n-th space; empty where there are fewer.
std::string_view after_spaces(std::string_view text, int n) {
  for (; n > 0; --n) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return {};
    text.remove_prefix(space + 1);
  }
  return text;
}

template <typename Number>
Number number_at(std::string_view text) {
  Number out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

ProcessState state_of(char letter) {
  switch (letter) {
    case 'R':
      return ProcessState::running;
    case 'D':
      return ProcessState::waiting_io;
    case 'T':
    case 't':
      return ProcessState::stopped;
    case 'Z':
      return ProcessState::zombie;
    case 'X':
    case 'x':
      return ProcessState::gone;
    default:
      return ProcessState::sleeping;
  }
}

// A zombie with other threads is only their leader, which ended before them: the process lives. The
// kernel counts the zombie too.
ProcessState state_in(std::string_view rest, ProcessState state) {
  const bool others_live = number_at<int>(after_spaces(rest, kSpacesToThreads)) > 1;
  return state == ProcessState::zombie && others_live ? ProcessState::sleeping : state;
}

}  // namespace

// The name (field 2) stands in parentheses and may hold any byte: the last parenthesis ends it.
std::optional<ProcessStat> parse_stat(std::string_view text) {
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  const auto rest = text.substr(close + 1);  // " S 1 ..." with field 3 first
  const auto start = after_spaces(rest, kSpacesToStart);
  if (start.empty()) return std::nullopt;
  const auto state = state_of(rest.at(1));
  return ProcessStat{.comm = std::string(text.substr(open + 1, close - open - 1)),
                     .state = state_in(rest, state),
                     .session = number_at<std::uint32_t>(after_spaces(rest, kSpacesToSession)),
                     .start_ticks = number_at<std::uint64_t>(start),
                     .thread_ended = state == ProcessState::zombie || state == ProcessState::gone,
                     .exit_status = number_at<int>(after_spaces(rest, kSpacesToExit))};
}

}  // namespace latido::monitor
