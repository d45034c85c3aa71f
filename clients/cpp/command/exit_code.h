#pragma once

#include <string_view>

namespace latido::command {

// What the command says to the shell; documented in its --help.
enum class ExitCode : int {
  ok = 0,
  refused = 1,    // a business reason
  usage = 2,      // usage or bad input
  no_answer = 3,  // nobody serves, no answer in time, or a service that is not up
  not_intact = 4  // verification failed
};

// For the code of a refusal (common/code.h). Codes not known here count as a business reason. Pure.
ExitCode exit_code_for(std::string_view code);

// Of several outcomes the one that needs a person most: not_intact, no_answer, usage, refused, ok.
ExitCode worse(ExitCode a, ExitCode b);

}  // namespace latido::command
