#pragma once

#include "monitor/file_descriptor.h"
#include "monitor/port_probe.h"

#include <arpa/inet.h>
#include <cstdint>
#include <poll.h>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::monitor {

// A bound socket on a port that the kernel chose; it listens only if asked to.
class Port {
 public:
  Port() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    number_ = ntohs(address.sin_port);
  }
  void listen(int backlog) const { EXPECT_EQ(::listen(socket_.get(), backlog), 0); }
  [[nodiscard]] std::uint16_t number() const { return number_; }
  [[nodiscard]] int fd() const { return socket_.get(); }
  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(number_) + "/hook";
  }
  [[nodiscard]] Address address() const {
    return resolve("tcp://127.0.0.1:" + std::to_string(number_)).value();
  }

  // Connections that fill the queue of listen(0).
  [[nodiscard]] std::vector<FileDescriptor> fill_queue() const {
    std::vector<FileDescriptor> fill;
    const auto to = address();
    for (int i = 0; i < 4; ++i) {
      fill.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      ::connect(fill.back().get(), reinterpret_cast<const sockaddr*>(&to.storage), to.length);
    }
    return fill;
  }

 private:
  FileDescriptor socket_;
  std::uint16_t number_ = 0;
};

}  // namespace latido::monitor
