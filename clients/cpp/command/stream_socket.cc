#include "clients/cpp/command/stream_socket.h"

#include "common/health/endpoint.h"
#include "common/ids.h"

#include <cerrno>

namespace latido::command {
namespace {

constexpr int kReconnectMs = 50;
constexpr int kReconnectMaxMs = 500;
constexpr std::int64_t kFrameMaxBytes = 1024 * 1024;
constexpr char kSubscribe = '\x01';
constexpr char kUnsubscribe = '\x00';

}  // namespace

StreamSocket::StreamSocket(zmq::context_t& context, const std::string& endpoint)
    : socket_(context, zmq::socket_type::xsub) {
  socket_.set(zmq::sockopt::linger, 0);
  socket_.set(zmq::sockopt::maxmsgsize, kFrameMaxBytes);
  socket_.set(zmq::sockopt::reconnect_ivl, kReconnectMs);
  socket_.set(zmq::sockopt::reconnect_ivl_max, kReconnectMaxMs);
  socket_.set(zmq::sockopt::ipv6, health::is_ipv6(endpoint));
  socket_.connect(endpoint);
  send(kSubscribe + std::string("D "));
}

void StreamSocket::send(const std::string& frame) {
  socket_.send(zmq::buffer(frame), zmq::send_flags::dontwait);
}

void StreamSocket::ask_for_snapshot() {
  if (!snapshot_topic_.empty()) send(kUnsubscribe + snapshot_topic_);
  snapshot_topic_ = "S" + random_hex_128();
  send(kSubscribe + snapshot_topic_);
}

std::optional<std::string> StreamSocket::receive(std::chrono::milliseconds timeout) {
  zmq_pollitem_t item{socket_.handle(), 0, ZMQ_POLLIN, 0};
  const int ready = zmq_poll(&item, 1, timeout.count());
  if (ready < 0 && errno != EINTR) throw zmq::error_t();
  zmq::message_t frame;
  if (ready <= 0 || !socket_.recv(frame, zmq::recv_flags::dontwait)) return std::nullopt;
  return frame.to_string();
}

}  // namespace latido::command
