#pragma once

#include <cstdint>
#include <string>

namespace latido::client {

// Reply.error of schema/envelope.capnp. The code is text: a newer service may have codes that this
// client does not know.
struct Refusal {
  std::string code;
  std::string field;
  std::string message;
  std::uint32_t retry_after_ms = 0;

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

// The same request with the same key may do better later.
bool is_transient(const Refusal& refusal);

// The request was handed to a worker, and nobody knows what became of it.
bool leaves_outcome_unknown(const Refusal& refusal);

}  // namespace latido::client
