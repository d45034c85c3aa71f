#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>

namespace latido::consultas {

// NOT_YET: the books have not reached the position that the query names.
inline Rejection not_yet(const std::string& field, std::uint64_t wanted, std::int64_t head) {
  constexpr std::uint32_t kRetryMs = 20;
  return {Code::not_yet,
          field,
          "The books are at position " + std::to_string(head) + ", not yet at " +
              std::to_string(wanted) + ".",
          kRetryMs};
}

}  // namespace latido::consultas
