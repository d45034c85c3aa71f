#include "broker/transport.h"

#include <cerrno>
#include <malloc.h>

namespace latido::broker {
namespace {

// libzmq closes the connection of a peer that sends a longer frame. Well over what a request may
// have, so that one that is a little too long gets an answer instead.
constexpr int kWireFrameMaxBytes = 1024 * 1024;
// Messages per peer. A worker may have 1024 requests and must still get its beats, and libzmq may
// count up to half of these messages as waiting that are sent.
constexpr int kSendQueueMax = 2'500;
// Bytes of answers per client that does not read.
constexpr std::size_t kClientBacklogMaxBytes = 16 * 1024 * 1024;
constexpr int kReceiveQueueMax = 1'000;
constexpr int kLingerMs = 200;
constexpr int kHandshakeMs = 2'000;
// libzmq keeps 64 bytes a frame until the last one, so a message with more surplus frames than this
// has cost megabytes.
constexpr std::size_t kManyFrames = 100'000;

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

int send_counted(void* socket, std::string_view bytes, int flags, const Backlog::Count& count) {
  zmq_msg_t frame = counted_frame(bytes, count);
  const int sent = past_signals([&] { return zmq_msg_send(&frame, socket, ZMQ_DONTWAIT | flags); });
  if (sent >= 0) return sent;
  const int error = errno;
  zmq_msg_close(&frame);
  errno = error;
  return sent;
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

Delivery Transport::send(const std::string& peer, const Message& message) {
  return send_frames(peer, message, nullptr);
}

Delivery Transport::answer(const std::string& peer, const Message& message) {
  std::size_t bytes = 0;
  for (const std::string_view frame : message) bytes += counted_bytes(frame);
  if (bytes == 0) return send_frames(peer, message, nullptr);
  const Backlog::Count count = backlog_.of(peer);
  const std::size_t waiting = count->load();
  // An answer for a client that has nothing before it may be of any size.
  if (waiting > 0 && waiting + bytes > kClientBacklogMaxBytes) return Delivery::full;
  return send_frames(peer, message, count);
}

// The C calls, because the two failures that are part of daily life must not cost an exception
// each.
Delivery Transport::send_frames(const std::string& peer,
                                const Message& message,
                                const Backlog::Count& count) {
  void* const raw = socket_.handle();
  if (send_frame(raw, peer, ZMQ_SNDMORE) < 0) return failed();
  for (std::size_t i = 0; i < message.size(); ++i) {
    const int flags = i + 1 < message.size() ? ZMQ_SNDMORE : 0;
    const bool counted = count != nullptr && counted_bytes(message[i]) > 0;
    const int sent =
        counted ? send_counted(raw, message[i], flags, count) : send_frame(raw, message[i], flags);
    if (sent < 0) return failed();
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
  std::size_t dropped = 0;
  while (more) {
    const bool keep = frames.size() <= kMessageMaxFrames;
    if (!receive_frame(keep ? frames.emplace_back() : surplus, more)) break;
    if (!keep) ++dropped;
  }
  if (dropped > kManyFrames) malloc_trim(0);  // gives the memory back to the system
  return true;
}

void Transport::wait(std::chrono::milliseconds timeout) {
  zmq_pollitem_t item{socket_.handle(), 0, ZMQ_POLLIN, 0};
  if (zmq_poll(&item, 1, timeout.count()) < 0 && errno != EINTR) throw zmq::error_t();
}

std::string Transport::endpoint() const { return socket_.get(zmq::sockopt::last_endpoint); }

}  // namespace latido::broker
