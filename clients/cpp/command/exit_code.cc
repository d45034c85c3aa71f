#include "clients/cpp/command/exit_code.h"

#include "common/code.h"

#include <algorithm>
#include <array>

namespace latido::command {
namespace {

constexpr std::array kNoAnswer{Code::no_service,
                               Code::busy,
                               Code::expired,
                               Code::outcome_unknown,
                               Code::quarantined,
                               Code::not_yet,
                               Code::internal};

constexpr std::array kBadInput{Code::malformed_request,
                               Code::malformed_json,
                               Code::malformed_capnp,
                               Code::too_large,
                               Code::unknown_field,
                               Code::unknown_command,
                               Code::unknown_query,
                               Code::missing_field,
                               Code::too_long,
                               Code::bad_value,
                               Code::too_many_decimals,
                               Code::negative_value,
                               Code::overflow,
                               Code::unknown_currency,
                               Code::bad_tax,
                               Code::no_lines,
                               Code::bad_cursor};

template <class Codes>
bool has(const Codes& codes, std::string_view name) {
  return std::any_of(
      codes.begin(), codes.end(), [name](Code code) { return code_name(code) == name; });
}

}  // namespace

ExitCode exit_code_for(std::string_view code) {
  if (has(kNoAnswer, code)) return ExitCode::no_answer;
  if (has(kBadInput, code)) return ExitCode::usage;
  return ExitCode::refused;
}

ExitCode worse(ExitCode a, ExitCode b) { return std::max(a, b); }

}  // namespace latido::command
