#pragma once

#include "clients/cpp/refusal.h"
#include "common/wire/message.h"

#include <memory>
#include <optional>
#include <string>

#include <capnp/message.h>

#include "schema/envelope.capnp.h"

namespace latido::client {

// A reply read into memory of its own; readers from root() live as long as it does.
class ReplyMessage {
 public:
  // Of either form, Cap'n Proto or JSON. Fields not known here are skipped, so that a newer service
  // can be read. `replayed`: as Answer has it. Nothing where the bytes are no Reply.
  static std::optional<ReplyMessage> read(std::string bytes, bool replayed = false);

  // Reading on may throw kj::Exception where a Cap'n Proto reply is damaged further down.
  [[nodiscard]] schema::Reply::Reader root() const;
  // As they came.
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  // Where the reply is a refusal.
  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }

  [[nodiscard]] bool replayed() const { return replayed_; }

 private:
  std::string bytes_;
  std::optional<wire::StoredMessage> reader_;             // Cap'n Proto
  std::unique_ptr<capnp::MallocMessageBuilder> builder_;  // JSON
  std::optional<Refusal> refusal_;
  bool replayed_ = false;
};

}  // namespace latido::client
