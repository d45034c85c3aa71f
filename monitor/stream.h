#pragma once

#include "common/health/publisher.h"
#include "monitor/state.h"

#include <functional>
#include <set>
#include <string>

namespace latido::monitor {

// The state stream on one XPUB socket; docs/monitor.md describes it byte by byte. One thread.
class Stream {
 public:
  Stream(zmq::context_t& context, const std::string& endpoint);

  // To every subscriber of D.
  void publish(const StreamMessage& message);

  // Takes what subscribers sent, at most so much per call, and sends a snapshot to each that asked.
  // `make`: called at most once.
  void answer_subscribers(const std::function<StreamMessage()>& make);

  [[nodiscard]] zmq::socket_ref socket() { return publisher_.socket(); }
  void recover() { publisher_.recover(); }

 private:
  void take_upstream();

  health::Publisher publisher_;
  std::set<std::string> waiting_;  // topics that a snapshot is still to be sent to
};

}  // namespace latido::monitor
