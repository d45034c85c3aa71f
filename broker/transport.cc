#include "broker/transport.h"

#include <cerrno>

namespace latido::broker {
namespace {

// libzmq closes the connection of a peer that sends a longer frame. Well over what a request may
// have, so that one that is a little too long gets an answer instead.
constexpr int kWireFrameMaxBytes = 1024 * 1024;
// Messages per peer. A worker may have 1024 requests and must still get its beats.
constexpr int kSendQueueMax = 2'000;
constexpr int kReceiveQueueMax = 1'000;
constexpr int kLingerMs = 200;
constexpr int kHandshakeMs = 2'000;

// A signal in the middle of a message must not cut it.
template <class Call>
int past_signals(Call call) {
  int result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

int send_frame(void* socket, std::string_view bytes, int flags) {
  return past_signals(
      [&] { return zmq_send(socket, bytes.data(), bytes.size(), ZMQ_DONTWAIT | flags); });
}

}  // namespace

Transport::Transport(zmq::context_t& context, const std::string& endpoint)
    : socket_(context, zmq::socket_type::router), part_{} {
  socket_.set(zmq::sockopt::router_mandatory, true);
  socket_.set(zmq::sockopt::maxmsgsize, std::int64_t{kWireFrameMaxBytes});
  socket_.set(zmq::sockopt::sndhwm, kSendQueueMax);
  socket_.set(zmq::sockopt::rcvhwm, kReceiveQueueMax);
  socket_.set(zmq::sockopt::linger, kLingerMs);
  socket_.set(zmq::sockopt::handshake_ivl, kHandshakeMs);
  socket_.bind(endpoint);
}

// The C calls, because the two failures that are part of daily life must not cost an exception
// each.
Delivery Transport::send(const std::string& peer, const Message& message) {
  void* const raw = socket_.handle();
  if (send_frame(raw, peer, ZMQ_SNDMORE) < 0) return failed();
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (send_frame(raw, message[i], i + 1 < message.size() ? ZMQ_SNDMORE : 0) < 0) return failed();
  }
  return Delivery::taken;
}

Delivery Transport::failed() const {
  if (errno == EAGAIN) return Delivery::full;
  if (errno == EHOSTUNREACH) return Delivery::unreachable;
  throw zmq::error_t();
}

bool Transport::receive_frame(std::string& out, bool& more) {
  zmq_msg_init(&part_);
  const int size =
      past_signals([this] { return zmq_msg_recv(&part_, socket_.handle(), ZMQ_DONTWAIT); });
  if (size < 0) {
    if (errno == EAGAIN) return false;
    throw zmq::error_t();
  }
  out.assign(static_cast<const char*>(zmq_msg_data(&part_)), static_cast<std::size_t>(size));
  more = zmq_msg_more(&part_) != 0;
  zmq_msg_close(&part_);
  return true;
}

bool Transport::receive(std::string& peer, Frames& frames) {
  frames.clear();
  bool more = false;
  if (!receive_frame(peer, more)) return false;
  frames.reserve(kContentMaxFrames);
  std::string surplus;
  while (more) {
    const bool keep = frames.size() <= kMessageMaxFrames;
    if (!receive_frame(keep ? frames.emplace_back() : surplus, more)) break;
  }
  return true;
}

void Transport::wait(std::chrono::milliseconds timeout) {
  zmq_pollitem_t item{socket_.handle(), 0, ZMQ_POLLIN, 0};
  if (zmq_poll(&item, 1, timeout.count()) < 0 && errno != EINTR) throw zmq::error_t();
}

std::string Transport::endpoint() const { return socket_.get(zmq::sockopt::last_endpoint); }

}  // namespace latido::broker
