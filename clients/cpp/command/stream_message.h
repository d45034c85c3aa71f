#pragma once

#include "clients/cpp/command/stream_follower.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <capnp/message.h>

#include "schema/health.capnp.h"

namespace latido::command {

// One frame of the monitor's stream: a topic, one space, a StreamMessage as JSON.
class StreamMessage {
 public:
  // Fields not known here are skipped. Nothing where the frame is none.
  static std::optional<StreamMessage> read(std::string_view frame);

  [[nodiscard]] const std::string& json() const { return json_; }
  [[nodiscard]] schema::StreamMessage::Reader root() const;
  [[nodiscard]] StreamHead head() const;

 private:
  std::string json_;
  std::unique_ptr<capnp::MallocMessageBuilder> message_;
};

}  // namespace latido::command
