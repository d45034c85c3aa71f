#pragma once

#include "common/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace latido::wire {

struct TextLimits {
  std::size_t min = 0;  // bytes; 1 or more: the field is required, and not of blanks alone
  std::size_t max = 255;
  bool lines = false;  // may hold line breaks and tabs
};

// A text from outside as it may be stored: UTF-8 (RFC 3629) without control characters, within its
// length. Pure. Refusals: MISSING_FIELD, TOO_LONG, BAD_VALUE.
Result<std::string> check_text(std::string_view text, const std::string& field, TextLimits limits);

// A text that may also hold only the characters a-z A-Z 0-9 and those of `extra`.
Result<std::string> check_name(std::string_view text,
                               const std::string& field,
                               TextLimits limits,
                               std::string_view extra = "._-");

// True for well-formed UTF-8: no overlong forms, surrogates or values above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace latido::wire
