#pragma once

#include "common/health/beat_codec.h"

#include <optional>
#include <string>

#include <zmq.hpp>

namespace latido::monitor {

// An endpoint to connect to, from one to bind to.
std::string connectable(std::string endpoint);

// Hears one service's beats, and asks it for echoes on the same connection. One thread.
class Ear {
 public:
  // `endpoint`: in numbers (endpoint_of() of monitor/address.h), or it would ask a resolver for
  // ever.
  Ear(zmq::context_t& context, const std::string& endpoint);

  // The next message; never waits. Bytes that are none are skipped, at most `budget` frames a call
  // in all (it is counted down).
  std::optional<health::HealthMessage> receive(int& budget);

  void ask_echo(const health::EchoRequest& request);
  [[nodiscard]] zmq::socket_ref socket() { return socket_; }

 private:
  zmq::socket_t socket_;
};

}  // namespace latido::monitor
