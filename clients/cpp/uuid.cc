#include "clients/cpp/uuid.h"

#include "common/clock.h"
#include "common/ids.h"

#include <cassert>

namespace latido::client {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::size_t kTimeDigits = 12;
constexpr std::size_t kRandomDigits = 19;

std::string time_digits(std::int64_t unix_ms) {
  auto value = static_cast<std::uint64_t>(unix_ms);
  std::string out(kTimeDigits, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit) {
    *digit = kHex[value & 0xFU];
    value >>= 4U;
  }
  return out;
}

// The two high bits of this digit are the variant, binary 10.
char variant_digit(char random_digit) { return kHex[8U | (kHex.find(random_digit) & 3U)]; }

}  // namespace

std::string uuid_v7(std::int64_t unix_ms, std::string_view random_hex) {
  assert(random_hex.size() >= kRandomDigits);
  const std::string time = time_digits(unix_ms);
  std::string out = time.substr(0, 8) + '-' + time.substr(8) + "-7";
  out.append(random_hex.substr(0, 3)).append("-");
  out += variant_digit(random_hex[3]);
  out.append(random_hex.substr(4, 3)).append("-").append(random_hex.substr(7, 12));
  return out;
}

std::string new_key() { return uuid_v7(unix_ms_now(), random_hex_128()); }

}  // namespace latido::client
