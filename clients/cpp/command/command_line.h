#pragma once

#include "clients/cpp/command/session.h"
#include "clients/cpp/command/subcommands.h"

#include <optional>

namespace latido::command {

// Fills `globals` and `action`. A value: leave with it (help was asked for, or the usage is wrong;
// both are already printed).
std::optional<ExitCode> parse_command_line(int argc, char** argv, Globals& globals, Action& action);

}  // namespace latido::command
