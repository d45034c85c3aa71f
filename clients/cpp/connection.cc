#include "clients/cpp/connection.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace latido::client {
namespace {

// Short, so that a client is back within moments of a broker that was started again.
constexpr int kReconnectMs = 20;
constexpr int kReconnectMaxMs = 200;
constexpr std::int64_t kFrameMaxBytes = 16 * 1024 * 1024;  // a page or an invoice is far smaller
constexpr std::size_t kFramesMax = 16;
constexpr std::chrono::milliseconds kLookInterval{100};  // for a broker that went away

zmq::socket_t connect(zmq::context_t& context, const std::string& endpoint) {
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::linger, 0);
  // Nothing is queued for a broker that is not there: what was not sent cannot have happened.
  socket.set(zmq::sockopt::immediate, true);
  socket.set(zmq::sockopt::maxmsgsize, kFrameMaxBytes);
  socket.set(zmq::sockopt::reconnect_ivl, kReconnectMs);
  socket.set(zmq::sockopt::reconnect_ivl_max, kReconnectMaxMs);
  socket.connect(endpoint);
  return socket;
}

}  // namespace

Connection::Connection(zmq::context_t& context, std::string endpoint)
    : context_(context), endpoint_(std::move(endpoint)), socket_(connect(context_, endpoint_)) {}

void Connection::renew() {
  socket_.close();
  socket_ = connect(context_, endpoint_);
}

bool Connection::send(const Frames& frames, MonotonicTime until) {
  if (!wait(ZMQ_POLLOUT, until)) return false;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
    // A message goes out whole or not at all; the connection may be lost before its last frame.
    if (!socket_.send(zmq::buffer(frames[i]), more | zmq::send_flags::dontwait)) return false;
  }
  return true;
}

std::optional<Frames> Connection::receive(MonotonicTime until) {
  for (;;) {
    const MonotonicTime now = monotonic_now();
    if (wait(ZMQ_POLLIN, std::min(until, now + kLookInterval))) return take();
    const bool connected = (socket_.get(zmq::sockopt::events) & ZMQ_POLLOUT) != 0;
    if (!connected || monotonic_now() >= until) return std::nullopt;
  }
}

bool Connection::wait(short events, MonotonicTime until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - monotonic_now());
    zmq_pollitem_t item{socket_.handle(), 0, events, 0};
    const int ready = zmq_poll(&item, 1, std::max<long>(left.count(), 0));
    if (ready < 0 && errno != EINTR) throw zmq::error_t();
    if (ready > 0) return true;
    if (monotonic_now() >= until) return false;
  }
}

// All frames of a message are there once the first is.
std::optional<Frames> Connection::take() {
  Frames frames;
  zmq::message_t part;
  do {
    if (!socket_.recv(part, zmq::recv_flags::dontwait)) return std::nullopt;
    if (frames.size() < kFramesMax) frames.push_back(part.to_string());
  } while (part.more());
  return frames;
}

}  // namespace latido::client
