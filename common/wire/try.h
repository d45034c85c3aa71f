#pragma once

#include <string_view>
#include <utility>

#include <capnp/blob.h>
#include <tl/expected.hpp>

// Assigns the value of a Result to `target`, or returns its refusal from the function.
#define LATIDO_TRY(target, ...)                                         \
  do {                                                                  \
    auto latido_try_result = (__VA_ARGS__);                             \
    if (!latido_try_result) {                                           \
      return tl::make_unexpected(std::move(latido_try_result).error()); \
    }                                                                   \
    (target) = *std::move(latido_try_result);                           \
  } while (false)

// Returns the refusal of a Checked from the function.
#define LATIDO_CHECK(...)                                               \
  do {                                                                  \
    auto latido_try_result = (__VA_ARGS__);                             \
    if (!latido_try_result) {                                           \
      return tl::make_unexpected(std::move(latido_try_result).error()); \
    }                                                                   \
  } while (false)

namespace latido::wire {

// The bytes of a Cap'n Proto text, without its final zero.
inline std::string_view view(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

}  // namespace latido::wire
