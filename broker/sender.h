#pragma once

#include "broker/protocol.h"

#include <cstdint>
#include <string>

namespace latido::broker {

enum class Delivery : std::uint8_t {
  taken,
  full,         // the peer does not read: nothing was sent
  unreachable,  // the peer is gone
};

// The core's way out. The views in the message need to live only during the call.
class Sender {
 public:
  virtual ~Sender() = default;
  virtual Delivery send(const std::string& peer, const Message& message) = 0;
  // The same to a client, for which no more than so many bytes are kept. Requests to workers need
  // no such bound: the bodies that the core keeps are counted already.
  virtual Delivery answer(const std::string& peer, const Message& message) = 0;
};

}  // namespace latido::broker
