#pragma once

#include "clients/cpp/command/drill/faults.h"
#include "clients/cpp/command/drill/trial.h"
#include "clients/cpp/command/stream_follower.h"
#include "clients/cpp/command/stream_message.h"
#include "clients/cpp/command/stream_socket.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <zmq.hpp>

namespace latido::command {

// Writes down all that the monitor tells, and all beats as they arrive here. One thread.
class Recorder {
 public:
  struct Service {
    std::string verdict;
    std::string reason;
    std::string incarnation;  // as the monitor tells it
    std::string heard;        // that of its last beat here
    Identity identity;        // as that beat says
  };

  // `endpoint`: of the monitor's stream. The services' beats are taken from its host.
  Recorder(zmq::context_t& context, const std::string& endpoint);

  // Takes what comes within the time.
  void record(std::chrono::milliseconds span);
  // Until it holds; false: not within the patience.
  bool record_until(const std::function<bool()>& holds, std::chrono::milliseconds patience);

  // What was told and heard so far does not count.
  void forget();

  [[nodiscard]] bool all_up() const;  // and at least one is there
  [[nodiscard]] const std::map<std::string, Service>& services() const { return services_; }
  // As its beats say; nothing: none was heard here of the incarnation that the monitor tells of.
  [[nodiscard]] std::optional<Identity> identity(const std::string& service) const;
  [[nodiscard]] std::optional<Identity> monitor() const { return monitor_; }  // none: not heard yet
  [[nodiscard]] bool blind() const { return blind_; }
  [[nodiscard]] int blind_spells() const { return blind_spells_; }
  [[nodiscard]] const std::vector<Told>& told() const { return told_; }
  [[nodiscard]] const std::vector<Heard>& heard() const { return heard_; }

 private:
  void turn(std::chrono::milliseconds wait);
  void take_stream();
  void take_beats();
  void note(schema::ServiceState::Reader state, MonotonicTime now);

  std::string endpoint_;
  StreamSocket stream_;
  StreamFollower follower_;
  zmq::socket_t beats_;
  std::map<std::string, Service> services_;
  std::optional<Identity> monitor_;
  bool blind_ = false;
  int blind_spells_ = 0;
  std::vector<Told> told_;
  std::vector<Heard> heard_;
};

}  // namespace latido::command
