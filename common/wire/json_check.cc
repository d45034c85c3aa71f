#include "common/wire/json_check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace latido::wire {
namespace {

using Refusal = std::optional<Rejection>;

// A refusal repeats a name from outside at most this far, and no character in half: the payload is
// UTF-8, and so is what is answered.
constexpr std::size_t kNameShownBytes = 64;

std::string shown(capnp::Text::Reader name) {
  const std::string_view whole(name.begin(), name.size());
  std::size_t bytes = std::min(whole.size(), kNameShownBytes);
  const auto goes_on = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (bytes < whole.size() && goes_on(whole[bytes])) --bytes;
  return std::string(whole.substr(0, bytes));
}

Refusal check_value(capnp::JsonValue::Reader value, capnp::Type type, const std::string& path);

Rejection wrong(const std::string& path, const std::string& expected) {
  return {Code::bad_value,
          path,
          (path.empty() ? std::string("The payload") : path) + " must be " + expected + "."};
}

std::string join(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

bool in_union(capnp::StructSchema::Field field) {
  return field.getProto().getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT;
}

// `request`: the root of a request; the fields of its command or query are then named from within
// that.
Refusal check_struct(capnp::JsonValue::Reader value,
                     capnp::StructSchema schema,
                     const std::string& path,
                     bool request = false) {
  if (!value.isObject()) return wrong(path, "an object");
  std::set<std::string_view> seen;
  std::string_view member;  // of the union
  for (const auto given : value.getObject()) {
    const std::string_view name(given.getName().begin(), given.getName().size());
    const std::string here = join(path, shown(given.getName()));
    const auto maybe = schema.findFieldByName(given.getName());
    const capnp::StructSchema::Field* field = nullptr;
    KJ_IF_MAYBE (found, maybe) {
      field = found;
    }
    if (field == nullptr) {
      return Rejection{
          Code::unknown_field, here, "There is no field " + here + "; check its spelling."};
    }
    if (!seen.insert(name).second) return wrong(here, "given once");
    if (in_union(*field) && !std::exchange(member, name).empty()) {
      return Rejection{
          Code::bad_value, here, "Only one of its kind may be given, not " + here + " too."};
    }
    const bool body =
        request && in_union(*field) && field->getType().isStruct() && given.getValue().isObject();
    if (auto refused = check_value(given.getValue(), field->getType(), body ? "" : here))
      return refused;
  }
  return {};
}

Refusal check_list(capnp::JsonValue::Reader value,
                   capnp::ListSchema schema,
                   const std::string& path) {
  if (!value.isArray()) return wrong(path, "an array");
  std::size_t index = 0;
  for (const auto element : value.getArray()) {
    const auto here = path + "[" + std::to_string(index++) + "]";
    if (auto refused = check_value(element, schema.getElementType(), here)) return refused;
  }
  return {};
}

template <class Integer>
bool is_integer_text(std::string_view text) {
  Integer parsed{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
  return error == std::errc() && end == text.data() + text.size();
}

template <class Integer>
Refusal check_integer(capnp::JsonValue::Reader value, const std::string& path) {
  using Limits = std::numeric_limits<Integer>;
  // Beyond 2^53 a JSON number is not exact; such a value must come as a string.
  constexpr double kExact = 9007199254740992.0;
  const bool good_number =
      value.isNumber() && std::floor(value.getNumber()) == value.getNumber() &&
      value.getNumber() >= static_cast<double>(Limits::min()) &&
      value.getNumber() <= std::min(kExact, static_cast<double>(Limits::max()));
  const bool good_text = value.isString() && is_integer_text<Integer>({value.getString().begin(),
                                                                       value.getString().size()});
  if (good_number || good_text) return {};
  return wrong(path,
               "a whole number from " + std::to_string(Limits::min()) + " to " +
                   std::to_string(Limits::max()));
}

Refusal check_enum(capnp::JsonValue::Reader value,
                   capnp::EnumSchema schema,
                   const std::string& path) {
  if (value.isString()) {
    KJ_IF_MAYBE (found, schema.findEnumerantByName(value.getString())) {
      (void)found;
      return {};
    }
  }
  std::string names;
  for (const auto choice : schema.getEnumerants()) {
    names += (names.empty() ? "" : " or ") + std::string(choice.getProto().getName().cStr());
  }
  return wrong(path, names);
}

Refusal check_value(capnp::JsonValue::Reader value, capnp::Type type, const std::string& path) {
  switch (type.which()) {
    case capnp::schema::Type::STRUCT:
      return check_struct(value, type.asStruct(), path);
    case capnp::schema::Type::LIST:
      return check_list(value, type.asList(), path);
    case capnp::schema::Type::TEXT:
      return value.isString() ? Refusal{} : wrong(path, "a string in quotes");
    case capnp::schema::Type::BOOL:
      return value.isBoolean() ? Refusal{} : wrong(path, "true or false");
    case capnp::schema::Type::VOID:
      return value.isNull() ? Refusal{} : wrong(path, "null");
    case capnp::schema::Type::UINT8:
      return check_integer<std::uint8_t>(value, path);
    case capnp::schema::Type::UINT16:
      return check_integer<std::uint16_t>(value, path);
    case capnp::schema::Type::UINT32:
      return check_integer<std::uint32_t>(value, path);
    case capnp::schema::Type::UINT64:
      return check_integer<std::uint64_t>(value, path);
    case capnp::schema::Type::INT64:
      return check_integer<std::int64_t>(value, path);
    case capnp::schema::Type::ENUM:
      return check_enum(value, type.asEnum(), path);
    default:
      return {};  // other types do not occur in requests; the decoder itself refuses what does not
                  // fit
  }
}

bool is_request(capnp::StructSchema root) {
  return root.getShortDisplayName() == "Command" || root.getShortDisplayName() == "Query";
}

// A request names its command or query by the member of the root's union. Where none is there, an
// unknown field is most likely that: the one that holds an object or null, as they all do.
Refusal check_member(capnp::JsonValue::Reader value, capnp::StructSchema root) {
  if (!is_request(root) || !value.isObject()) return {};
  std::string unknown;
  for (const auto given : value.getObject()) {
    KJ_IF_MAYBE (field, root.findFieldByName(given.getName())) {
      if (in_union(*field)) return {};
    } else if (unknown.empty() || given.getValue().isObject() || given.getValue().isNull()) {
      unknown = shown(given.getName());
    }
  }
  const bool command = root.getShortDisplayName() == "Command";
  const auto code = command ? Code::unknown_command : Code::unknown_query;
  const std::string what = command ? "command" : "query";
  if (!unknown.empty())
    return Rejection{code, unknown, "There is no " + what + " " + unknown + "."};
  return Rejection{code, "", "The request names no " + what + "; docs/protocol.md lists them."};
}

}  // namespace

std::optional<Rejection> check_json(capnp::JsonValue::Reader value, capnp::StructSchema root) {
  if (auto refused = check_member(value, root)) return refused;
  return check_struct(value, root, "", is_request(root));
}

}  // namespace latido::wire
