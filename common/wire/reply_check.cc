#include "common/wire/reply_check.h"

#include "common/wire/message.h"

#include <stdexcept>

#include <capnp/dynamic.h>
#include <kj/exception.h>

#include "schema/envelope.capnp.h"

namespace latido::wire {
namespace {

constexpr const char* kNoReply = "bytes that are no reply to a command";

std::string text_of(capnp::DynamicStruct::Reader done, capnp::StructSchema::Field field) {
  const auto value = done.get(field);
  if (value.getType() == capnp::DynamicValue::TEXT) return value.as<capnp::Text>().cStr();
  const auto text = kj::str(value);
  return {text.begin(), text.size()};
}

bool without_invoice(schema::Done::Reader done) {
  return std::string_view(done.getId().cStr()).starts_with("pay-") &&
         done.getNumber().size() == 0 && done.getStatus().size() == 0 && done.getDue().size() == 0;
}

bool is_of_invoice(std::string_view field) {
  return field == "number" || field == "status" || field == "due";
}

std::optional<ReplyDifference> compare(schema::Done::Reader stored, schema::Done::Reader expected) {
  const capnp::DynamicStruct::Reader is(stored);
  const capnp::DynamicStruct::Reader should_be(expected);
  const bool skips_invoice = without_invoice(stored);
  for (const auto field : is.getSchema().getFields()) {
    const std::string name(field.getProto().getName().cStr());
    if (skips_invoice && is_of_invoice(name)) continue;
    auto one = text_of(is, field);
    auto other = text_of(should_be, field);
    if (one != other) return ReplyDifference{name, std::move(one), std::move(other)};
  }
  return std::nullopt;
}

}  // namespace

std::int64_t told_position(std::string_view reply) {
  try {
    const StoredMessage stored(reply);
    const auto root = stored.root<schema::Reply>();
    if (root.isError() && root.getError().getCode().size() > 0) return 0;
    if (root.isDone() && root.getDone().getPosition() > 0)
      return static_cast<std::int64_t>(root.getDone().getPosition());
  } catch (const kj::Exception&) {
    throw std::runtime_error(kNoReply);
  }
  throw std::runtime_error(kNoReply);
}

std::optional<ReplyDifference> reply_difference(std::string_view stored,
                                                std::string_view expected) {
  if (stored == expected) return std::nullopt;
  try {
    const StoredMessage one(stored);
    const StoredMessage other(expected);
    const auto is = one.root<schema::Reply>();
    const auto should_be = other.root<schema::Reply>();
    if (is.getAsOfPosition() != should_be.getAsOfPosition()) {
      return ReplyDifference{"asOfPosition",
                             std::to_string(is.getAsOfPosition()),
                             std::to_string(should_be.getAsOfPosition())};
    }
    return compare(is.getDone(), should_be.getDone());
  } catch (const kj::Exception&) {
    throw std::runtime_error(kNoReply);
  }
}

}  // namespace latido::wire
