#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <zmq.h>

namespace latido::broker {

// How many bytes libzmq keeps for each peer. Its own bound counts messages only, and a thousand
// large answers are a hundred times a thousand small ones. So each large frame counts itself until
// libzmq lets go of it: sent, or dropped with its connection.
class Backlog {
 public:
  using Count = std::shared_ptr<std::atomic<std::size_t>>;

  // One thread. Peers that have nothing waiting are forgotten before they pile up.
  Count of(const std::string& peer);
  [[nodiscard]] std::size_t size() const { return counts_.size(); }

 private:
  std::unordered_map<std::string, Count> counts_;
  std::size_t sweep_at_ = 0;
};

// What a frame of these bytes adds: 0 for a small one, which the bound on messages covers.
std::size_t counted_bytes(std::string_view frame);

// A copy of the bytes. The count goes up now and comes down when the frame is closed, on whichever
// thread does it.
zmq_msg_t counted_frame(std::string_view bytes, const Backlog::Count& count);

}  // namespace latido::broker
