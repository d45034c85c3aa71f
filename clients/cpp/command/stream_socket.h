#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <zmq.hpp>

namespace latido::command {

// A subscriber of the monitor's stream, who may also tell the monitor something. One thread.
class StreamSocket {
 public:
  // Subscribes to the changes. Throws zmq::error_t where the endpoint is none.
  StreamSocket(zmq::context_t& context, const std::string& endpoint);

  // Subscribes to a topic of its own, under which the monitor sends one snapshot; gives up the one
  // before.
  void ask_for_snapshot();

  // To the monitor: a HealthMessage (schema/health.capnp). Once something has been received, the
  // way is known to stand.
  void tell(const std::string& frame) { send(frame); }

  // The next frame. Nothing: none came in time, or a signal did.
  std::optional<std::string> receive(std::chrono::milliseconds timeout);
  [[nodiscard]] void* handle() { return socket_.handle(); }  // for a poll

 private:
  void send(const std::string& frame);

  zmq::socket_t socket_;
  std::string snapshot_topic_;
};

}  // namespace latido::command
