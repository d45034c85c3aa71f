#include "clients/cpp/reply_message.h"

#include "common/wire/form.h"

#include <utility>

#include <capnp/compat/json.h>
#include <kj/exception.h>

namespace latido::client {
namespace {

constexpr int kNestingMax = 16;

std::unique_ptr<capnp::MallocMessageBuilder> read_json(const std::string& bytes) {
  capnp::JsonCodec codec;
  codec.setMaxNestingDepth(kNestingMax);
  auto message = std::make_unique<capnp::MallocMessageBuilder>();
  codec.decode(kj::arrayPtr(bytes.data(), bytes.size()), message->initRoot<schema::Reply>());
  return message;
}

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

std::optional<Refusal> refusal_in(schema::Reply::Reader reply) {
  if (!reply.isError()) return std::nullopt;
  const auto error = reply.getError();
  const bool said = error.getCode().size() > 0;  // an empty message reads as an empty error
  if (!said) KJ_FAIL_REQUIRE("the reply says nothing");
  return Refusal{text_of(error.getCode()),
                 text_of(error.getField()),
                 text_of(error.getMessage()),
                 error.getRetryAfterMs()};
}

}  // namespace

std::optional<ReplyMessage> ReplyMessage::read(std::string bytes, bool replayed) {
  ReplyMessage out;
  try {
    if (wire::form_of(bytes) == wire::Form::capnp) {
      out.reader_.emplace(bytes);
    } else {
      out.builder_ = read_json(bytes);
    }
    out.refusal_ = refusal_in(out.root());
  } catch (const kj::Exception&) {
    return std::nullopt;
  }
  out.bytes_ = std::move(bytes);
  out.replayed_ = replayed;
  return out;
}

schema::Reply::Reader ReplyMessage::root() const {
  return reader_ ? reader_->root<schema::Reply>() : builder_->getRoot<schema::Reply>().asReader();
}

}  // namespace latido::client
