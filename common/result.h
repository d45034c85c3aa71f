#pragma once

#include "common/code.h"

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace latido {

// An expected refusal: bad input or a business rule. A broken world (disk, socket, schema) is an
// exception instead.
struct Rejection {
  Code code;
  std::string
      field;  // path of the field at fault, for example lines[2].quantity; empty where no field is
  std::string message;  // one sentence that a person can act on
  std::uint32_t retry_after_ms = 0;

  friend bool operator==(const Rejection&, const Rejection&) = default;
};

template <class T>
using Result = tl::expected<T, Rejection>;

// Nothing to give back but a possible refusal.
using Checked = tl::expected<void, Rejection>;

inline tl::unexpected<Rejection> reject(Code code, std::string field, std::string message) {
  return tl::make_unexpected(Rejection{code, std::move(field), std::move(message)});
}

}  // namespace latido
