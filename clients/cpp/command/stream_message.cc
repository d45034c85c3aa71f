#include "clients/cpp/command/stream_message.h"

#include <capnp/compat/json.h>
#include <kj/exception.h>

namespace latido::command {
namespace {

constexpr int kNestingMax = 8;

StreamHead::Kind kind_of(schema::StreamMessage::Reader message) {
  switch (message.which()) {
    case schema::StreamMessage::SNAPSHOT:
      return StreamHead::Kind::snapshot;
    case schema::StreamMessage::CHANGE:
      return StreamHead::Kind::change;
    case schema::StreamMessage::BLINDNESS:
      return StreamHead::Kind::blindness;
    case schema::StreamMessage::INCIDENT:
      return StreamHead::Kind::incident;
    case schema::StreamMessage::TICK:
      break;
  }
  return StreamHead::Kind::tick;
}

}  // namespace

std::optional<StreamMessage> StreamMessage::read(std::string_view frame) {
  const auto space = frame.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  StreamMessage out;
  out.json_ = frame.substr(space + 1);
  out.message_ = std::make_unique<capnp::MallocMessageBuilder>();
  capnp::JsonCodec codec;
  codec.setMaxNestingDepth(kNestingMax);
  try {
    codec.decode(kj::arrayPtr(out.json_.data(), out.json_.size()),
                 out.message_->initRoot<schema::StreamMessage>());
  } catch (const kj::Exception&) {
    return std::nullopt;
  }
  if (out.root().getEpoch().size() == 0) return std::nullopt;
  return out;
}

schema::StreamMessage::Reader StreamMessage::root() const {
  return message_->getRoot<schema::StreamMessage>().asReader();
}

StreamHead StreamMessage::head() const {
  const auto message = root();
  return {message.getEpoch().cStr(), message.getSequence(), kind_of(message)};
}

}  // namespace latido::command
