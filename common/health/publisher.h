#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <zmq.hpp>

namespace latido::health {

// One XPUB socket whose subscribers are not trusted. What a peer sends upstream is capped in size,
// and when the subscriptions held for peers pass a limit the socket is made anew: honest
// subscribers come back by themselves, the memory is free again. One thread at a time.
class Publisher {
 public:
  // Binds; throws zmq::error_t where it cannot. `queue_max`: frames kept for a subscriber that does
  // not read; more are dropped.
  Publisher(zmq::context_t& context, const std::string& endpoint, int queue_max);

  // Never blocks.
  void send(std::string_view frame);

  // The next frame from upstream: 1 or 0 and a topic for (un)subscribe, else a message. Nothing:
  // none waiting.
  std::optional<std::string> receive();

  // For a poll; valid until the next call of receive() or recover().
  [[nodiscard]] zmq::socket_ref socket() { return socket_; }

  // Once per turn: makes the socket anew when it must be; throws zmq::error_t while the port is
  // still held by the old one.
  void recover();

  // With the real port where a wildcard was asked for.
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }

 private:
  void open();

  zmq::context_t& context_;
  std::string endpoint_;
  int queue_max_;
  zmq::socket_t socket_;
  std::size_t subscription_cost_ = 0;  // bytes, estimated
  bool bound_ = false;
};

}  // namespace latido::health
