#include "common/wire/message.h"

#include "common/wire/json_check.h"
#include "common/wire/json_escapes.h"
#include "common/wire/text.h"

#include <cstring>

#include <capnp/compat/json.h>
#include <capnp/dynamic.h>
#include <capnp/serialize.h>

namespace latido::wire {
namespace {

constexpr std::size_t kWord = sizeof(capnp::word);

// What the library says, with the one full stop that ends a sentence. It may quote a byte of what
// was sent, and half a character has no place in a reply.
std::string sentence_end(const kj::Exception& error) {
  std::string text(error.getDescription().cStr());
  if (!is_utf8(text)) return "a character is where none may be.";
  while (text.ends_with('.')) text.pop_back();
  return text + ".";
}

// Bounds what a small message with shared or cyclic pointers can make a reader do. Decoding walks a
// message about twice.
capnp::ReaderOptions limits_for(std::size_t words) {
  capnp::ReaderOptions options;
  options.traversalLimitInWords = 4 * words + 64;
  options.nestingLimit = kMaxNesting;
  return options;
}

// Owns an aligned copy: frames come at any address, Cap'n Proto reads words.
class AlignedReader final : public capnp::MessageReader {
 public:
  AlignedReader(kj::Array<capnp::word> words, capnp::ReaderOptions limits)
      : MessageReader(limits), words_(kj::mv(words)), flat_(words_.asPtr(), limits) {}
  kj::ArrayPtr<const capnp::word> getSegment(uint id) override { return flat_.getSegment(id); }

 private:
  kj::Array<capnp::word> words_;
  capnp::FlatArrayMessageReader flat_;
};

kj::Array<capnp::word> aligned_copy(std::string_view bytes) {
  auto words = kj::heapArray<capnp::word>(bytes.size() / kWord);
  std::memcpy(words.begin(), bytes.data(), words.size() * kWord);
  return words;
}

Result<std::unique_ptr<capnp::MessageReader>> read_capnp(std::string_view payload) {
  using Reader = std::unique_ptr<capnp::MessageReader>;
  if (payload.size() % kWord != 0) {
    return reject(
        Code::malformed_capnp,
        "",
        "The payload is cut: the length of a Cap'n Proto message is a multiple of 8 bytes.");
  }
  return guarded<Reader>([&]() -> Result<Reader> {
    return std::make_unique<AlignedReader>(aligned_copy(payload),
                                           limits_for(payload.size() / kWord));
  });
}

Result<std::unique_ptr<capnp::MallocMessageBuilder>> read_json(std::string_view payload,
                                                               capnp::StructSchema root) {
  if (!is_utf8(payload)) {
    return reject(Code::malformed_json, "", "The payload is not UTF-8, as all JSON must be.");
  }
  const auto resolved = resolve_unicode_escapes(payload);
  if (!resolved) {
    return reject(Code::malformed_json, "", "The payload has a \\u escape that is no character.");
  }
  const kj::ArrayPtr<const char> text(resolved->data(), resolved->size());
  capnp::JsonCodec codec;
  codec.setMaxNestingDepth(kMaxNesting);
  codec.setRejectUnknownFields(true);
  capnp::MallocMessageBuilder raw;
  auto value = raw.initRoot<capnp::JsonValue>();
  try {
    codec.decodeRaw(text, value);
  } catch (const kj::Exception& error) {
    return reject(Code::malformed_json,
                  "",
                  "The payload is not JSON that can be read: " + sentence_end(error));
  }
  if (auto refused = check_json(value.asReader(), root)) return tl::make_unexpected(*refused);
  auto message = std::make_unique<capnp::MallocMessageBuilder>();
  try {
    codec.decode(value.asReader(), message->initRoot<capnp::DynamicStruct>(root));
  } catch (const kj::Exception& error) {
    return reject(Code::bad_value, "", "A value does not fit its field: " + sentence_end(error));
  }
  return message;
}

}  // namespace

Result<Message> Message::read(std::string_view payload, capnp::StructSchema root) {
  if (payload.size() > kMaxPayloadBytes) {
    return reject(Code::too_large,
                  "",
                  "The payload has " + std::to_string(payload.size()) + " bytes; at most " +
                      std::to_string(kMaxPayloadBytes) + " are taken.");
  }
  Message message;
  message.form_ = form_of(payload);
  if (message.form_ == Form::capnp) {
    auto reader = read_capnp(payload);
    if (!reader) return tl::make_unexpected(reader.error());
    message.reader_ = std::move(*reader);
  } else {
    auto builder = read_json(payload, root);
    if (!builder) return tl::make_unexpected(builder.error());
    message.builder_ = std::move(*builder);
  }
  return message;
}

StoredMessage::StoredMessage(std::string_view bytes)
    : reader_(std::make_unique<AlignedReader>(aligned_copy(bytes), capnp::ReaderOptions{})) {}

std::string to_bytes(capnp::MessageBuilder& message) {
  const auto words = capnp::messageToFlatArray(message);
  const auto bytes = words.asBytes();
  return {reinterpret_cast<const char*>(bytes.begin()), bytes.size()};
}

namespace detail {

Rejection malformed_capnp(const kj::Exception& error) {
  return {Code::malformed_capnp,
          "",
          "The payload is not a Cap'n Proto message that can be read: " + sentence_end(error)};
}

std::string struct_to_json(std::string_view bytes, capnp::StructSchema schema) {
  AlignedReader reader(aligned_copy(bytes), {});
  const capnp::JsonCodec codec;
  const auto text = codec.encode(reader.getRoot<capnp::DynamicStruct>(schema));
  return {text.begin(), text.size()};
}

}  // namespace detail

}  // namespace latido::wire
