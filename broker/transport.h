#pragma once

#include "broker/backlog.h"
#include "broker/protocol.h"
#include "broker/sender.h"

#include <chrono>
#include <cstddef>
#include <string>

#include <zmq.hpp>

namespace latido::broker {

// The ROUTER socket. One thread.
class Transport final : public Sender {
 public:
  Transport(zmq::context_t& context,
            const std::string& endpoint);  // throws zmq::error_t where it cannot bind

  // Never waits and never throws for the sake of a peer.
  Delivery send(const std::string& peer, const Message& message) override;
  Delivery answer(const std::string& peer, const Message& message) override;

  // The next message that has arrived; false where there is none. Of one with too many frames or
  // bytes only the beginning is kept, one frame more than allowed, so that the codec sees what it
  // is.
  bool receive(std::string& peer, Frames& frames);

  // Until something arrives, or a signal comes, or the time is over.
  void wait(std::chrono::milliseconds timeout);

  // As bound: with the port that a wildcard got.
  [[nodiscard]] std::string endpoint() const;

 private:
  bool receive_frame(std::string& out, bool& more);
  Delivery send_frames(const std::string& peer,
                       const Message& message,
                       const Backlog::Count& count);
  Delivery failed() const;

  zmq::socket_t socket_;
  Backlog backlog_;
  zmq_msg_t part_;  // used again for each frame
};

}  // namespace latido::broker
