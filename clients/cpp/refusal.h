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
  bool from_service =
      false;  // not in the error: its reply had a header, as the broker's own never has

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

// The same request with the same key may do better later.
bool is_transient(const Refusal& refusal);

// Nothing was done and nothing is kept: the same request under the same key may take effect later.
bool leaves_key_unused(const Refusal& refusal);

// The request may have taken effect, this copy of it or an earlier one. The broker's own BUSY and
// EXPIRED speak for a request that nobody was given; a worker's own speak for one copy, and the
// copy before it may have been carried out by a worker that was lost before it answered.
bool leaves_outcome_unknown(const Refusal& refusal);

}  // namespace latido::client
