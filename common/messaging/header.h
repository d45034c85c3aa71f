#pragma once

#include "common/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latido::messaging {

inline constexpr std::size_t kTraceMaxBytes = 64;

// What a client may put before its payload, for the broker and for the worker:
//   LTD1 deadline=<unix ms> attempt=<n> trace=<text>
// Keys in any order, each optional; keys that are not known are ignored. The grammar is in
// tagged_line.h. Pure.
struct Header {
  std::optional<std::int64_t> deadline_unix_ms;
  std::optional<std::uint32_t> attempt;  // 1 at the first try
  std::string trace;                     // at most 64 printable bytes without a space; empty: none

  friend bool operator==(const Header&, const Header&) = default;
};

// Whether a frame claims to be a header. One that does and cannot be read is refused, never taken
// for a payload.
bool looks_like_header(std::string_view frame);

// Refusal: MALFORMED_REQUEST.
Result<Header> parse_header(std::string_view frame);

// The inverse of parse_header for a header that it accepts.
std::string format_header(const Header& header);

}  // namespace latido::messaging
