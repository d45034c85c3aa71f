#include "common/wire/error_reply.h"

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <capnp/serialize.h>

#include "schema/envelope.capnp.h"

namespace latido::wire {
namespace {

kj::StringPtr as_kj(const std::string& text) { return {text.c_str(), text.size()}; }

std::string as_json(schema::Reply::Reader reply) {
  const capnp::JsonCodec codec;
  const kj::String text = codec.encode(reply);
  return {text.begin(), text.size()};
}

}  // namespace

std::string encode_error(const Rejection& rejection, Form form, std::uint64_t position) {
  capnp::MallocMessageBuilder message;
  auto reply = message.initRoot<schema::Reply>();
  reply.setAsOfPosition(position);
  auto error = reply.initError();
  const std::string code(code_name(rejection.code));
  error.setCode(as_kj(code));
  error.setField(as_kj(rejection.field));
  error.setMessage(as_kj(rejection.message));
  error.setRetryAfterMs(rejection.retry_after_ms);
  if (form == Form::json) return as_json(reply.asReader());
  const auto words = capnp::messageToFlatArray(message);
  const auto bytes = words.asChars();
  return {bytes.begin(), bytes.size()};
}

}  // namespace latido::wire
