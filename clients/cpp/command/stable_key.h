#pragma once

#include <string>
#include <string_view>

namespace latido::command {

// The idempotency key of a file: follows from the file's name without its folder and from what it
// says, so that running over it again cannot do it twice. `kind`: keeps keys of different commands
// apart. Pure.
std::string stable_key(std::string_view kind, std::string_view path, std::string_view content);

}  // namespace latido::command
