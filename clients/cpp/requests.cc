#include "clients/cpp/requests.h"

#include "clients/cpp/uuid.h"

#include <utility>

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <capnp/serialize.h>

namespace latido::client {
namespace {

template <class Reader>
std::string encode(Reader root, wire::Form form) {
  if (form == wire::Form::json) {
    const capnp::JsonCodec codec;
    const auto text = codec.encode(root);
    return {text.begin(), text.size()};
  }
  capnp::MallocMessageBuilder message;
  message.setRoot(root);
  const auto words = capnp::messageToFlatArray(message);
  const auto bytes = words.asChars();
  return {bytes.begin(), bytes.size()};
}

Failure unreadable(const Answer& answer) {
  return {
      .sent = true,
      .may_have_happened = true,
      .attempts = answer.attempts,
      .last = Refusal{"UNREADABLE_REPLY", "", "The reply is not one that this client can read."}};
}

CallResult call(Client& client, const std::string& service, const std::string& payload) {
  auto answer = client.call(service, payload);
  if (!answer) return tl::make_unexpected(std::move(answer).error());
  auto reply = ReplyMessage::read(std::move(answer->payload), answer->replayed);
  if (!reply) return tl::make_unexpected(unreadable(*answer));
  return *std::move(reply);
}

}  // namespace

bool outcome_open(const CallResult& result) {
  if (!result) return result.error().may_have_happened;
  const auto refusal = result->refusal();
  return refusal && (leaves_outcome_unknown(*refusal) || leaves_key_unused(*refusal));
}

CallResult call(Client& client, schema::Command::Builder command, wire::Form form) {
  if (command.getKey().size() == 0) command.setKey(new_key());
  return call(client, kCommandService, encode(command.asReader(), form));
}

CallResult call(Client& client, schema::Query::Reader query, wire::Form form) {
  return call(client, kQueryService, encode(query, form));
}

}  // namespace latido::client
