#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::domain {

// The printed numbers of a series: the prefix, then each number of the range, padded with zeros to
// `digits`. At most 12 digits and numbers of at most 12 digits, as commands.capnp says.
struct NumberRange {
  std::string_view prefix;
  std::int64_t first = 1;
  std::int64_t last = 0;
  unsigned digits = 0;
};

// "A" and 23 with 5 digits: A00023.
std::string printed_number(std::string_view prefix, unsigned digits, std::int64_t number);

// Some text is a printed number of both. Exact: "A1" with 23 prints what "A" with 123 does, "A1"
// with 3 to 5 digits does not.
bool print_alike(const NumberRange& a, const NumberRange& b);

}  // namespace latido::domain
