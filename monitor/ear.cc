#include "monitor/ear.h"

#include "common/health/endpoint.h"

#include <array>
#include <string_view>

namespace latido::monitor {
namespace {

constexpr int kReconnectMs = 20;  // a restarted service is to be heard at once
constexpr int kConnectTimeoutMs = 1000;
constexpr int kHandshakeMs = 2000;

}  // namespace

std::string connectable(std::string endpoint) {
  struct Any {
    std::string_view bound;
    std::string_view reached;
  };
  constexpr std::array<Any, 3> kAny{
      {{"//0.0.0.0:", "//127.0.0.1:"}, {"//*:", "//127.0.0.1:"}, {"//[::]:", "//[::1]:"}}};
  for (const auto& any : kAny) {
    const auto at = endpoint.find(any.bound);
    if (at != std::string::npos) return endpoint.replace(at, any.bound.size(), any.reached);
  }
  return endpoint;
}

Ear::Ear(zmq::context_t& context, const std::string& endpoint)
    : socket_(context, zmq::socket_type::xsub) {
  socket_.set(zmq::sockopt::linger, 0);
  socket_.set(zmq::sockopt::maxmsgsize, static_cast<std::int64_t>(health::kHealthMessageMax));
  socket_.set(zmq::sockopt::reconnect_ivl, kReconnectMs);
  socket_.set(zmq::sockopt::connect_timeout, kConnectTimeoutMs);
  socket_.set(zmq::sockopt::handshake_ivl, kHandshakeMs);
  // No queue towards a service that is away: stale echo requests would fill it, and a subscription
  // that finds it full is lost.
  socket_.set(zmq::sockopt::immediate, true);
  socket_.set(zmq::sockopt::ipv6, health::is_ipv6(endpoint));
  socket_.connect(endpoint);
  socket_.send(zmq::buffer("\x01{", 2), zmq::send_flags::dontwait);  // every message is JSON
}

std::optional<health::HealthMessage> Ear::receive(int& budget) {
  zmq::message_t frame;
  while (budget > 0 && socket_.recv(frame, zmq::recv_flags::dontwait)) {
    --budget;
    if (auto message = health::decode(frame.to_string_view())) return message;
  }
  return std::nullopt;
}

void Ear::ask_echo(const health::EchoRequest& request) {
  socket_.send(zmq::buffer(health::encode(request)), zmq::send_flags::dontwait);
}

}  // namespace latido::monitor
