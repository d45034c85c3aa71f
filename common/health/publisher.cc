#include "common/health/publisher.h"

#include "common/health/endpoint.h"

namespace latido::health {
namespace {

// Longest frame taken from a peer: a subscription, or an echo request with its nonce.
constexpr std::int64_t kUpstreamFrameMax = 256;
constexpr std::size_t kSubscriptionOverhead = 16;
constexpr std::size_t kSubscriptionCostMax = 1U << 20U;  // libzmq's trie takes some 40 times this
// Frames from one peer. libzmq takes in subscriptions for as long as any are waiting, before they
// can be counted here: of a peer that sends them without end as few as can be are to wait.
constexpr int kUpstreamQueueMax = 1;
constexpr int kHandshakeMs = 2000;

}  // namespace

Publisher::Publisher(zmq::context_t& context, const std::string& endpoint, int queue_max)
    : context_(context), endpoint_(endpoint), queue_max_(queue_max) {
  open();
}

void Publisher::open() {
  socket_ = zmq::socket_t(context_, zmq::socket_type::xpub);
  socket_.set(zmq::sockopt::linger, 0);
  socket_.set(zmq::sockopt::sndhwm, queue_max_);
  socket_.set(zmq::sockopt::rcvhwm, kUpstreamQueueMax);
  socket_.set(zmq::sockopt::maxmsgsize, kUpstreamFrameMax);
  socket_.set(zmq::sockopt::handshake_ivl, kHandshakeMs);
  socket_.set(zmq::sockopt::ipv6, is_ipv6(endpoint_));
  // Each subscription is reported, also one that another subscriber has already: they are counted
  // here, and the monitor's stream answers each new one.
  socket_.set(zmq::sockopt::xpub_verbose, true);
  socket_.bind(endpoint_);
  endpoint_ = socket_.get(zmq::sockopt::last_endpoint);
  subscription_cost_ = 0;
  bound_ = true;
}

void Publisher::send(std::string_view frame) {
  socket_.send(zmq::buffer(frame), zmq::send_flags::dontwait);
}

std::optional<std::string> Publisher::receive() {
  zmq::message_t frame;
  if (!socket_.recv(frame, zmq::recv_flags::dontwait)) return std::nullopt;
  auto bytes = frame.to_string();
  if (!bytes.empty() && bytes.front() == '\x01') {
    subscription_cost_ += bytes.size() + kSubscriptionOverhead;
  }
  return bytes;
}

void Publisher::recover() {
  if (bound_ && subscription_cost_ <= kSubscriptionCostMax) return;
  bound_ = false;
  socket_.close();
  open();
}

}  // namespace latido::health
