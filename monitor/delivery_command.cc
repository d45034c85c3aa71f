#include "monitor/delivery.h"
#include "monitor/run_to_end.h"

#include <system_error>

namespace latido::monitor {

std::string deliver_to_command(const std::vector<std::string>& words,
                               const std::string& text,
                               std::chrono::seconds patience) {
  try {
    const auto end = run_to_end({.words = words, .input = text, .patience = patience});
    return end.failure.empty() ? "" : words.front() + ": " + end.failure;
  } catch (const std::system_error& error) {
    return error.what();
  }
}

}  // namespace latido::monitor
