#pragma once

#include "clients/cpp/frames.h"
#include "common/clock.h"

#include <cstdint>
#include <optional>
#include <string>

#include <zmq.hpp>

namespace latido::client {

// One DEALER to the broker. Whoever stops waiting for an answer must renew(): a new socket can get
// nothing that was meant for the old one. One thread.
class Connection {
 public:
  // Throws zmq::error_t where the endpoint is none.
  Connection(zmq::context_t& context, std::string endpoint);

  void renew();

  // Waits for the broker to be there. False: it was not, and nothing was sent.
  bool send(const Frames& frames, MonotonicTime until);

  // The next message. Nothing: none came in time, or the broker went away.
  std::optional<Frames> receive(MonotonicTime until);

 private:
  enum class Heard : std::uint8_t { nothing, message, disconnect };

  bool wait_for_broker(MonotonicTime until);
  Heard wait_for_message(MonotonicTime until);
  std::optional<Frames> take();
  void forget_disconnects();

  zmq::context_t& context_;
  std::string endpoint_;
  zmq::socket_t socket_;
  zmq::socket_t disconnects_;  // ZeroMQ's own events of socket_
};

}  // namespace latido::client
