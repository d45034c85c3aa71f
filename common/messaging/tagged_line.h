#pragma once

#include "common/result.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace latido::messaging {

// The grammar that the request header and a worker's announcement share. Pure.
//   line  = "LTD1 " [ field *( " " field ) ]      at most 256 bytes, all of them printable ASCII
//   field = key "=" value                         key: 1 to 32 bytes, value: may be empty
// A key may not come twice.
inline constexpr std::string_view kLineTag = "LTD1 ";
inline constexpr std::size_t kLineMaxBytes = 256;
inline constexpr std::size_t kLineMaxFields = 16;

struct Field {
  std::string_view key;
  std::string_view value;
};

// Views into the line that they were read from.
class Fields {
 public:
  [[nodiscard]] std::span<const Field> all() const { return {fields_.data(), count_}; }
  [[nodiscard]] bool has(std::string_view key) const;
  // False where there is no room left.
  bool add(Field field);

 private:
  std::array<Field, kLineMaxFields> fields_{};
  std::size_t count_ = 0;
};

// Refusal: MALFORMED_REQUEST, field "header".
Result<Fields> parse_tagged_line(std::string_view line);

// A whole number from min to max. Refusal: MALFORMED_REQUEST, field "header.KEY".
Result<std::int64_t> parse_whole(const Field& field, std::int64_t min, std::int64_t max);

}  // namespace latido::messaging
