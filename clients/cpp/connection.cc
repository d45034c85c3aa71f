#include "clients/cpp/connection.h"

#include "common/ids.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <utility>

namespace latido::client {
namespace {

// Short, so that a client is back within moments of a broker that was started again.
constexpr int kReconnectMs = 20;
constexpr int kReconnectMaxMs = 200;
constexpr std::int64_t kFrameMaxBytes = 16 * 1024 * 1024;  // a page or an invoice is far smaller
constexpr std::size_t kFramesMax = 16;

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

// A request is lost with the connection that it went out on, and ZeroMQ makes a new one without a
// word; so its events are listened to.
zmq::socket_t listen_for_disconnects(zmq::context_t& context, zmq::socket_t& socket) {
  const std::string address = "inproc://latido-client-" + random_hex_128();
  if (zmq_socket_monitor(socket.handle(), address.c_str(), ZMQ_EVENT_DISCONNECTED) != 0) {
    throw zmq::error_t();
  }
  zmq::socket_t events(context, zmq::socket_type::pair);
  events.set(zmq::sockopt::linger, 0);
  events.connect(address);
  return events;
}

long milliseconds_until(MonotonicTime until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - monotonic_now());
  return std::max<long>(left.count(), 0);
}

// Gives how many are ready; 0 also where a signal came.
int poll(std::span<zmq_pollitem_t> items, MonotonicTime until) {
  const int ready =
      zmq_poll(items.data(), static_cast<int>(items.size()), milliseconds_until(until));
  if (ready < 0 && errno != EINTR) throw zmq::error_t();
  return std::max(ready, 0);
}

}  // namespace

Connection::Connection(zmq::context_t& context, std::string endpoint)
    : context_(context),
      endpoint_(std::move(endpoint)),
      socket_(connect(context_, endpoint_)),
      disconnects_(listen_for_disconnects(context_, socket_)) {}

void Connection::renew() {
  socket_ = connect(context_, endpoint_);
  disconnects_ = listen_for_disconnects(context_, socket_);
}

bool Connection::send(const Frames& frames, MonotonicTime until) {
  if (!wait_for_broker(until)) return false;
  forget_disconnects();
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
    // A message goes out whole or not at all; the connection may be lost before its last frame.
    if (!socket_.send(zmq::buffer(frames[i]), more | zmq::send_flags::dontwait)) return false;
  }
  return true;
}

std::optional<Frames> Connection::receive(MonotonicTime until) {
  return wait_for_message(until) == Heard::message ? take() : std::nullopt;
}

bool Connection::wait_for_broker(MonotonicTime until) {
  std::array items{zmq_pollitem_t{socket_.handle(), 0, ZMQ_POLLOUT, 0}};
  while (poll(items, until) == 0) {
    if (monotonic_now() >= until) return false;
  }
  return true;
}

// An answer that came before the broker went away still counts.
Connection::Heard Connection::wait_for_message(MonotonicTime until) {
  std::array items{zmq_pollitem_t{socket_.handle(), 0, ZMQ_POLLIN, 0},
                   zmq_pollitem_t{disconnects_.handle(), 0, ZMQ_POLLIN, 0}};
  while (poll(items, until) == 0) {
    if (monotonic_now() >= until) return Heard::nothing;
  }
  return items[0].revents != 0 ? Heard::message : Heard::disconnect;
}

// Those of earlier connections.
void Connection::forget_disconnects() {
  zmq::message_t part;
  while (disconnects_.recv(part, zmq::recv_flags::dontwait)) {
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
