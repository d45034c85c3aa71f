#pragma once

#include "common/health/beat_codec.h"
#include "common/health/publisher.h"
#include "monitor/state.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

// The state stream on one XPUB socket; docs/monitor.md describes it byte by byte. One thread.
class Stream {
 public:
  Stream(zmq::context_t& context, const std::string& endpoint);

  // To every subscriber of D.
  void publish(const StreamMessage& message);

  // The monitor's own beat, as any service sends it: it begins with '{' and no topic. An echo
  // request from upstream is answered with the last one; the loop that answers is the one that
  // works, so a deep one is answered at once.
  void beat(const health::Beat& self);

  // To whoever hears the beats: a window that a person has opened, or ended (its end is then 0).
  void tell_window(const health::Maintenance& window);

  // Takes what subscribers sent, at most so much per call, and sends a snapshot to each that asked.
  // `make`: called at most once.
  void answer_subscribers(const std::function<StreamMessage()>& make);

  // The incidents that people have acknowledged since the last call, by their ids.
  std::vector<std::string> take_acknowledged() { return std::exchange(acknowledged_, {}); }

  // The maintenance windows that people have asked for, or ended, by service: the last wish counts.
  std::map<std::string, health::Maintenance> take_windows() { return std::exchange(windows_, {}); }

  [[nodiscard]] const std::string& endpoint() const { return publisher_.endpoint(); }
  [[nodiscard]] zmq::socket_ref socket() { return publisher_.socket(); }
  void recover() { publisher_.recover(); }

 private:
  void take_upstream();
  void take_message(const std::string& frame);
  void answer(const health::EchoRequest& request);

  health::Publisher publisher_;
  health::Beat self_;
  int echoes_left_ = 0;
  std::vector<std::string> acknowledged_;
  std::map<std::string, health::Maintenance> windows_;
  std::set<std::string> waiting_;  // topics that a snapshot is still to be sent to
};

}  // namespace latido::monitor
