#include "monitor/port_probe.h"

#include <cerrno>
#include <poll.h>
#include <utility>

namespace latido::monitor {
namespace {

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
