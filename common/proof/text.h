#pragma once

#include "common/ids.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

// Bytes as text and back, strictly: one text for one value. Pure.
namespace latido::proof {

// Lower-case digits, two for each byte; false where it is anything else.
bool read_hex(std::string_view text, std::uint8_t* out, std::size_t bytes);

template <std::size_t N>
bool read_hex(std::string_view text, std::array<std::uint8_t, N>& out) {
  return read_hex(text, out.data(), N);
}

template <std::size_t N>
std::string hex_of(const std::array<std::uint8_t, N>& bytes) {
  return to_hex({reinterpret_cast<const char*>(bytes.data()), N});
}

// RFC 4648, with padding.
std::string base64_of(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace latido::proof
