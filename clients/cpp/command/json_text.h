#pragma once

#include <string>
#include <string_view>

namespace latido::command {

// The text as a JSON string, with its quotes. Where it is not UTF-8, each byte beyond ASCII is a
// question mark.
std::string json_text(std::string_view text);

}  // namespace latido::command
