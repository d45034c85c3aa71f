#include "monitor/port_probe.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <string_view>
#include <utility>

namespace latido::monitor {
namespace {

constexpr std::string_view kScheme = "tcp://";

PortState state_of_error(int error) {
  if (error == 0) return PortState::open;
  return error == ECONNREFUSED ? PortState::closed : PortState::filtered;
}

// A reset instead of an orderly close: a probe leaves nothing behind on either side.
void reset_on_close(int fd) {
  const linger hard{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

}  // namespace

std::optional<Address> resolve(const std::string& endpoint) {
  const auto colon = endpoint.rfind(':');
  if (!endpoint.starts_with(kScheme) || colon <= kScheme.size()) return std::nullopt;
  auto host = endpoint.substr(kScheme.size(), colon - kScheme.size());
  const auto port = endpoint.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  Address out;
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (parsed.ec != std::errc() || parsed.ptr != port.data() + port.size() || out.port == 0) {
    return std::nullopt;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0) return std::nullopt;
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, ::freeaddrinfo);
  const auto* chosen = list;
  for (const auto* one = list; one != nullptr; one = one->ai_next) {
    if (one->ai_family == AF_INET && chosen->ai_family != AF_INET) chosen = one;
  }
  std::memcpy(&out.storage, chosen->ai_addr, chosen->ai_addrlen);
  out.length = chosen->ai_addrlen;
  return out;
}

void PortProbe::start(MonotonicTime now) {
  started_ = now;
  early_.reset();
  socket_ = FileDescriptor(
      ::socket(address_.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket_) {
    early_ = PortState::unprobed;
    return;
  }
  reset_on_close(socket_.get());
  const auto* target = reinterpret_cast<const sockaddr*>(&address_.storage);
  if (::connect(socket_.get(), target, address_.length) == 0) {
    early_ = PortState::open;
  } else if (errno != EINPROGRESS) {
    early_ = state_of_error(errno);
  }
  if (early_) socket_.reset();
}

std::optional<PortState> PortProbe::take_result(MonotonicTime now) {
  if (early_) return std::exchange(early_, std::nullopt);
  if (!socket_) return std::nullopt;
  pollfd item{.fd = socket_.get(), .events = POLLOUT, .revents = 0};
  std::optional<PortState> result;
  if (::poll(&item, 1, 0) > 0) {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    result = state_of_error(error);
  } else if (now - started_ >= kTimeout) {
    result = PortState::filtered;
  }
  if (result) socket_.reset();
  return result;
}

}  // namespace latido::monitor
