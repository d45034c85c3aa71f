#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::client {

// UUID version 7 (RFC 9562) as text: begins with the time, so that keys made later sort later.
// `random_hex`: at least 19 lower-case hex digits. Pure.
std::string uuid_v7(std::int64_t unix_ms, std::string_view random_hex);

// An idempotency key of the caller's own: uuid_v7() of now. Keep it before you send. Thread-safe.
std::string new_key();

}  // namespace latido::client
