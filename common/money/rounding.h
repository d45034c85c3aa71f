#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace latido {

// Wide enough for any product of two amounts, prices or quantities.
__extension__ using Int128 = __int128;

// The sum or difference, or nothing where it does not fit.
inline std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

inline std::optional<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) return std::nullopt;
  return difference;
}

// numerator / denominator (more than 0, less than 2^126) rounded half up, away from zero: 0.5 -> 1,
// -0.5 -> -1. EN 16931's official examples agree with this and not with half to even. Nothing where
// it does not fit 64 bits.
inline std::optional<std::int64_t> divide_half_up(Int128 numerator, Int128 denominator) {
  Int128 quotient = numerator / denominator;
  const Int128 rest = numerator % denominator;
  if ((rest < 0 ? -rest : rest) * 2 >= denominator) quotient += numerator < 0 ? -1 : 1;
  if (quotient > std::numeric_limits<std::int64_t>::max() ||
      quotient < std::numeric_limits<std::int64_t>::min()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(quotient);
}

}  // namespace latido
