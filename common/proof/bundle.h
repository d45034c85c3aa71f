#pragma once

#include "common/ids.h"
#include "common/proof/key.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A tenant's books in a form that can be checked without the store, one JSON object a line, its
// members in this order and no blank between them:
//
//   bundle = header LF *(event LF) head LF
//   header = {"format":"latido-proof-1","tenant":"TENANT"}
//   event  = {"position":N,"hash":"HASH","payload":"BASE64"}
//   head   = {"tenant":"TENANT","headPosition":N,"headHash":"HASH","exportedAtUnixMs":N,
//             "publicKey":"KEY","signature":"SIGNATURE"}          (in one line)
//
// N is a decimal number; HASH and KEY are 64, SIGNATURE 128 lower-case hex digits. Positions are 1,
// 2, 3... The hashes are the tenant's chain (common/chain.h). The signature (Ed25519) is over
// signed_bytes(). Pure.
namespace latido::proof {

inline constexpr std::size_t kLineBytesMax = std::size_t{1} << 20U;

struct Head {
  std::string tenant;
  std::uint64_t position = 0;  // of the last event; 0: there is none
  Sha256 hash{};
  std::int64_t exported_at_unix_ms = 0;
  PublicKey public_key{};
  Signature signature{};
};

struct EventLine {
  std::uint64_t position = 0;
  Sha256 hash{};
  std::string payload;
};

// "latido proof 1", a zero byte, tenant, a zero byte, position and time as 8 bytes big-endian each,
// and the head's hash (32 bytes).
std::string signed_bytes(const Head& head);

// Without the line break.
std::string header_line(std::string_view tenant);
std::string event_line(const EventLine& event);
std::string head_line(const Head& head);

// The other way round, letter by letter; nothing where the line is anything else.
std::optional<std::string> read_header_line(std::string_view line);  // the tenant
std::optional<EventLine> read_event_line(std::string_view line);
std::optional<Head> read_head_line(std::string_view line);

}  // namespace latido::proof
