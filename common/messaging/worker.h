#pragma once

#include "common/clock.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace zmq {
class context_t;
}

namespace latido::messaging {

struct WorkerOptions {
  std::string broker = "tcp://127.0.0.1:5555";
  std::string service;
  std::uint32_t credits = 1;  // requests taken at once
  bool sole = false;  // the only worker of its service: the broker drops an earlier one at READY
  // Announced: after four of these without a word the broker takes this worker for lost. Its own
  // beats go out more often where this is long.
  std::chrono::milliseconds heartbeat{200};
  int liveness = 5;  // missed broker heartbeats before the socket is made anew
  // Of the bodies that receive() hands over at once; the first is handed over however large.
  std::size_t batch_bytes_max = std::numeric_limits<std::size_t>::max();
};

// One request as the broker handed it over. `token` is the broker's name for the client; give it
// back with the reply.
struct Request {
  std::string token;
  std::vector<std::string> body;  // at least one frame; the last is the payload
};

// An MDP 0.2 worker (RFC 18) with credits (docs/protocol.md). Keeps itself registered: it sends
// heartbeats, and makes a new socket and registers again when the broker says DISCONNECT or falls
// silent. Every READY of one Worker carries the same `run`, made at random, so that the broker
// tells its return from another process. One thread.
//
// What is handed to the caller is the caller's to do and to answer, whatever becomes of the
// registration. What only arrived is dropped when the registration ends, because the broker hands
// it over again, under new tokens: done under the old ones it would be done twice, and where each
// turn outlasts the broker's patience, for ever. An answer to a request of an earlier registration
// does no harm: the broker knows its token no more and counts it as stray.
class Worker {
 public:
  Worker(zmq::context_t& context, WorkerOptions options);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Waits up to `timeout` for a first request, then takes what else has arrived, at most `max`; the
  // rest is for the next call. Also does the housekeeping, so it must be called at least every
  // heartbeat. Returns early, empty, at a signal.
  std::vector<Request> receive(std::size_t max, std::chrono::milliseconds timeout);

  // Sends a heartbeat where one is due, and does nothing else: never waits, receives nothing. For a
  // caller in the middle of long work, between its steps. The broker takes a worker for lost that
  // it does not hear for four heartbeats, and gives its requests out again (that alone counts as
  // no death, so a slow worker's requests are not quarantined; they are only done twice). A step
  // that may last longer than that needs a longer WorkerOptions::heartbeat.
  void beat();

  // Sends the one FINAL of a request. Lost without a word where the broker is gone; its client asks
  // again.
  void reply(const std::string& token, const std::vector<std::string>& body);

  // Tells the broker that this worker takes nothing more (DISCONNECT).
  void leave();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido::messaging
