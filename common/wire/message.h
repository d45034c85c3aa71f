#pragma once

#include "common/result.h"
#include "common/wire/form.h"

#include <memory>
#include <string>
#include <string_view>

#include <capnp/message.h>
#include <capnp/schema.h>
#include <kj/exception.h>

namespace latido::wire {

// Limits on bytes from outside.
inline constexpr std::size_t kMaxPayloadBytes = 64 * 1024;
inline constexpr int kMaxNesting = 12;

// And of an answer: the broker cuts off who sends it a frame of more than 1 MiB
// (broker/transport.cc).
inline constexpr std::size_t kMaxReplyBytes = 1'000'000;

// A payload read into memory of its own. Root structs read from it live as long as it does. Any
// read of a root or its fields may throw kj::Exception where the bytes came as Cap'n Proto: wrap it
// in guarded().
class Message {
 public:
  // `root`: the struct that the payload holds. JSON is checked against it first: a field that is
  // unknown, given twice, or of another type is refused by name. Refusals: TOO_LARGE,
  // MALFORMED_JSON, MALFORMED_CAPNP, UNKNOWN_FIELD, BAD_VALUE.
  static Result<Message> read(std::string_view payload, capnp::StructSchema root);

  [[nodiscard]] Form form() const { return form_; }
  template <class Struct>
  typename Struct::Reader root() const {
    return reader_ ? reader_->getRoot<Struct>() : builder_->getRoot<Struct>().asReader();
  }

 private:
  Form form_ = Form::json;
  std::unique_ptr<capnp::MessageReader> reader_;          // Cap'n Proto
  std::unique_ptr<capnp::MallocMessageBuilder> builder_;  // JSON
};

// A message that this project encoded and kept. Roots read from it live as long as it does.
class StoredMessage {
 public:
  explicit StoredMessage(std::string_view bytes);
  template <class Struct>
  typename Struct::Reader root() const {
    return reader_->getRoot<Struct>();
  }

 private:
  std::unique_ptr<capnp::MessageReader> reader_;
};

// What `body` returns, or MALFORMED_CAPNP where it ran into bytes that cannot be read.
template <class T, class Body>
Result<T> guarded(Body body);

// The message as one flat stream of segments.
std::string to_bytes(capnp::MessageBuilder& message);

// A Cap'n Proto message that we encoded ourselves, as JSON.
template <class Struct>
std::string to_json(std::string_view bytes);

namespace detail {
Rejection malformed_capnp(const kj::Exception& error);
std::string struct_to_json(std::string_view bytes, capnp::StructSchema schema);
}  // namespace detail

template <class T, class Body>
Result<T> guarded(Body body) {
  try {
    return body();
  } catch (const kj::Exception& error) {
    return tl::make_unexpected(detail::malformed_capnp(error));
  }
}

template <class Struct>
std::string to_json(std::string_view bytes) {
  return detail::struct_to_json(bytes, capnp::Schema::from<Struct>());
}

}  // namespace latido::wire
