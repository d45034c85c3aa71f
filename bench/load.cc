#include "bench/load.h"

#include <algorithm>
#include <deque>
#include <stdexcept>

#include <zmq.hpp>

namespace latido::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSilenceMs = 10'000;

void send(zmq::socket_t& socket, const Frames& frames) {
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto flags = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
    socket.send(zmq::buffer(frames[i]), flags);
  }
}

Frames receive(zmq::socket_t& socket) {
  Frames frames;
  zmq::message_t message;
  do {
    if (!socket.recv(message)) throw std::runtime_error("no answer for 10 s");
    frames.emplace_back(message.to_string());
  } while (message.more());
  return frames;
}

double percentile(std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

}  // namespace

LoadResult run_load(const LoadOptions& options,
                    const std::function<Frames(std::size_t)>& make,
                    const std::function<void(const Frames&)>& check) {
  zmq::context_t context;
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::rcvtimeo, kSilenceMs);
  socket.connect(options.endpoint);

  std::deque<Clock::time_point>
      sent;  // answers come in the order of the requests, or nearly: good enough for percentiles
  std::vector<double> times_us;
  std::size_t next = 0;
  const auto issue = [&] {
    const auto frames = make(next++);
    sent.push_back(Clock::now());
    send(socket, frames);
  };
  const auto take = [&] {
    const auto frames = receive(socket);
    const std::chrono::duration<double, std::micro> took = Clock::now() - sent.front();
    sent.pop_front();
    check(frames);
    return took.count();
  };

  for (std::size_t i = 0; i < options.in_flight; ++i) issue();
  const auto measure_from = Clock::now() + options.warm_up;
  while (Clock::now() < measure_from) {
    take();
    issue();
  }
  const auto start = Clock::now();
  while (Clock::now() - start < options.measured) {
    times_us.push_back(take());
    issue();
  }
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  while (!sent.empty()) take();

  std::sort(times_us.begin(), times_us.end());
  return {times_us.size(), elapsed.count(), percentile(times_us, 0.5), percentile(times_us, 0.99)};
}

}  // namespace latido::bench
