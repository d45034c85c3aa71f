#pragma once

#include "comandos/domain/events.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::wire {

struct RecordedEvent {
  std::int64_t recorded_at_unix_ms = 0;
  std::string actor;
  domain::Event event;

  friend bool operator==(const RecordedEvent&, const RecordedEvent&) = default;
};

// The stored form (schema/events.capnp), one flat segment: the bytes that are hashed and kept for
// ever. Pure.
std::string encode_event(const RecordedEvent& recorded);

// The other way round, for stored bytes only: throws std::runtime_error where they are no event (a
// broken store).
RecordedEvent decode_event(std::string_view bytes);

}  // namespace latido::wire
