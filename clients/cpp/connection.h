#pragma once

#include "clients/cpp/frames.h"
#include "common/clock.h"

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
  bool wait(short events, MonotonicTime until);
  std::optional<Frames> take();

  zmq::context_t& context_;
  std::string endpoint_;
  zmq::socket_t socket_;
};

}  // namespace latido::client
