#pragma once

#include "common/clock.h"
#include "common/health/beat_codec.h"
#include "common/health/publisher.h"
#include "monitor/state.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

struct CannotPublish : std::runtime_error {
  CannotPublish(int reason, const std::string& why)
      : std::runtime_error(why), error_number(reason) {}

  int error_number;  // as errno has it
};

// The state stream on one XPUB socket; docs/monitor.md describes it byte by byte. Once bound it
// does not throw: where the socket fails, what is told on it is lost, and subscribers come back for
// a snapshot. One thread.
class Stream {
 public:
  static constexpr std::chrono::milliseconds kRetry{20};
  static constexpr std::chrono::seconds kPatience{1};

  // Binds; throws CannotPublish.
  Stream(zmq::context_t& context, const std::string& endpoint);

  // Once per turn, before all else: makes the socket anew where it must be, for example for a
  // hostile subscriber. While it cannot (its port is somebody else's meanwhile) it is lost.
  void recover(MonotonicTime now);
  [[nodiscard]] bool lost() const { return lost_.has_value(); }
  // For the log: once when it has been lost for kPatience, and once when it is back after that.
  std::optional<std::string> take_report(MonotonicTime now);

  // To every subscriber of D.
  void publish(const StreamMessage& message);

  // The monitor's own beat, as any service sends it: it begins with '{' and no topic. An echo
  // request from upstream is answered with the last one; the loop that answers is the one that
  // works, so a deep one is answered at once.
  void beat(const health::Beat& self);

  // To whoever hears the beats: a window that a person has opened, or ended (its end is then 0).
  void tell_window(const health::Maintenance& window);

  // Takes what subscribers sent, at most so much per call, and answers echo requests.
  void hear();
  // Sends a snapshot to each that asked, at most so many per call. `make`: called at most once.
  void answer_subscribers(const std::function<StreamMessage()>& make);

  // The incidents that people have acknowledged since the last call, by their ids.
  std::vector<std::string> take_acknowledged() { return std::exchange(acknowledged_, {}); }

  // The maintenance windows that people have asked for, or ended, by service: the last wish counts.
  std::map<std::string, health::Maintenance> take_windows() { return std::exchange(windows_, {}); }

  [[nodiscard]] const std::string& endpoint() const { return publisher_.endpoint(); }
  // For a poll; it may be none while it is lost.
  [[nodiscard]] zmq::socket_ref socket() { return publisher_.socket(); }

 private:
  struct Loss {
    MonotonicTime since;
    std::string why;
  };

  template <typename Use>
  void use_socket(const Use& use);
  void send(const std::string& frame);
  std::optional<std::string> receive();
  void take_message(const std::string& frame);
  void answer(const health::EchoRequest& request);

  health::Publisher publisher_;
  std::optional<Loss> lost_;
  bool told_lost_ = false;
  MonotonicTime now_;  // of this turn
  MonotonicTime retry_at_;
  health::Beat self_;
  int echoes_left_ = 0;
  std::vector<std::string> acknowledged_;
  std::map<std::string, health::Maintenance> windows_;
  std::set<std::string> waiting_;  // topics that a snapshot is still to be sent to
};

}  // namespace latido::monitor
