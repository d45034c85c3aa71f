#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Stored replies to commands, for holding them against the events that they tell of.
namespace latido::wire {

// Position of the event that the reply tells of; 0: a refusal. Throws std::runtime_error for bytes
// that are neither.
std::int64_t told_position(std::string_view reply);

struct ReplyDifference {
  std::string field;  // as in schema::Done
  std::string stored;
  std::string expected;
};

// The first field in which two replies that tell of an event differ. One about a payment may leave
// the invoice out: it depends on how the command named it, which is not in the event.
std::optional<ReplyDifference> reply_difference(std::string_view stored, std::string_view expected);

}  // namespace latido::wire
