#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace latido {

// 128 random bits from the kernel as 32 lower-case hex digits. Thread-safe; throws
// std::system_error.
std::string random_hex_128();

// Lower-case hex of bytes.
std::string to_hex(std::string_view bytes);

// 8 bytes, the highest first.
std::string big_endian(std::uint64_t value);

using Sha256 = std::array<std::uint8_t, 32>;

// SHA-256 (FIPS 180-4) over the concatenation of the parts. Thread-safe.
Sha256 sha256(std::initializer_list<std::string_view> parts);

inline std::string_view as_bytes(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace latido
