#pragma once

#include <memory>
#include <string_view>

#include <capnp/compat/json.h>
#include <capnp/message.h>

namespace latido::command {

// A struct of the schema from JSON, kept as long as this lives.
template <class Struct>
class FromJson {
 public:
  explicit FromJson(std::string_view text) {
    capnp::JsonCodec codec;
    codec.setRejectUnknownFields(true);
    codec.decode(kj::arrayPtr(text.data(), text.size()), message_.initRoot<Struct>());
  }
  typename Struct::Reader get() { return message_.getRoot<Struct>().asReader(); }

 private:
  capnp::MallocMessageBuilder message_;
};

}  // namespace latido::command
