#pragma once

#include <cstddef>
#include <string_view>

namespace latido::wire {

// A payload is a Cap'n Proto message (a flat stream of segments) or the same thing as JSON; the
// reply comes in the same form.
enum class Form { capnp, json };

// Cap'n Proto begins with the number of segments less one, 32 bits little endian, always small.
// Whatever cannot be that is taken for JSON, so that a refusal of garbage is text that a person can
// read.
inline Form form_of(std::string_view payload) {
  constexpr std::size_t kWord = 8;
  const bool few_segments =
      payload.size() >= kWord && payload[1] == '\0' && payload[2] == '\0' && payload[3] == '\0';
  return few_segments ? Form::capnp : Form::json;
}

}  // namespace latido::wire
