#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace latido {

// Beats for a service of your own, so that Latido's monitor can watch it. Three lines to join
// (examples/prices.cc); the CMake target is latido::heart.
//
// A thread of its own sends a beat every 50 ms and answers echoes, and tells how long ago turn()
// was called last: a loop that hangs shows. For a service with one working loop, from whose thread
// all calls come but set_queue_depth(); with several loops see common/health/heart.h.
class Heart {
 public:
  // Beats from here on. `endpoint`: tcp://HOST:PORT where beats are published and echoes come in;
  // port * takes any. Throws std::exception where it cannot bind, or the service's name is not 1 to
  // 64 printable ASCII characters without spaces.
  Heart(const std::string& service, const std::string& endpoint);
  ~Heart();
  Heart(const Heart&) = delete;
  Heart& operator=(const Heart&) = delete;

  // Once per turn of the loop: what it is about to do (a string literal: it is kept by address),
  // and how long that may take before it counts as hung; 250 ms it may take in any case. 64 bytes
  // are told, with '?' for what is not printable ASCII.
  void turn(const char* operation, std::chrono::milliseconds budget);

  // What a deep echo tries within turn(), for example a query; it fails by throwing std::exception.
  void check_with(std::function<void()> check);

  void set_queue_depth(std::uint32_t requests);  // from any thread

  // With the real port.
  [[nodiscard]] const std::string& endpoint() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido
