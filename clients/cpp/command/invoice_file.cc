#include "clients/cpp/command/invoice_file.h"

#include "clients/cpp/command/input.h"
#include "clients/cpp/command/stable_key.h"
#include "clients/cpp/command/usage_error.h"
#include "common/wire/json_escapes.h"

#include <map>

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <kj/exception.h>

#include "schema/commands.capnp.h"

namespace latido::command {
namespace {

using Members = std::map<std::string, std::string>;  // name to JSON text

Members members_of(const std::string& name, capnp::JsonValue::Reader object) {
  const capnp::JsonCodec codec;
  Members members;
  for (const auto field : object.getObject()) {
    const std::string member = field.getName().cStr();
    if (!members.emplace(member, codec.encodeRaw(field.getValue()).cStr()).second) {
      throw UsageError(name + ": " + member + " is given twice.");
    }
  }
  return members;
}

// Nothing where the text is no wrapped invoice; what is no JSON at all is explained by whoever
// reads it as a bare one.
std::optional<Members> unwrap(const std::string& name, const std::string& text) {
  const auto resolved = wire::resolve_unicode_escapes(text);
  if (!resolved) return std::nullopt;
  capnp::JsonCodec codec;
  codec.setMaxNestingDepth(wire::kMaxNesting + 1);
  capnp::MallocMessageBuilder message;
  auto value = message.initRoot<capnp::JsonValue>();
  try {
    codec.decodeRaw(kj::arrayPtr(resolved->data(), resolved->size()), value);
  } catch (const kj::Exception&) {
    return std::nullopt;
  }
  if (!value.isObject()) return std::nullopt;
  auto members = members_of(name, value.asReader());
  if (!members.contains("invoice")) return std::nullopt;
  return members;
}

template <class Struct>
std::optional<wire::Message> take(const std::string& name,
                                  Members& members,
                                  const std::string& member) {
  const auto text = members.extract(member);
  if (text.empty()) return std::nullopt;
  return parse_text(name + ", " + member, text.mapped(), capnp::Schema::from<Struct>());
}

InvoiceFile read_wrapped(const std::string& name, Members members) {
  InvoiceFile file{name,
                   take<schema::CreateCustomer>(name, members, "customer"),
                   take<schema::CreateSeries>(name, members, "series"),
                   *take<schema::IssueInvoice>(name, members, "invoice"),
                   ""};
  if (members.empty()) return file;
  throw UsageError(name + ": unknown field " + members.begin()->first +
                   ": a file with \"invoice\" has \"customer\" and \"series\" beside it.");
}

// The layout of the JSON does not count.
std::string content_of(schema::IssueInvoice::Reader invoice) {
  const auto words = capnp::canonicalize(invoice);
  const auto bytes = words.asChars();
  return {bytes.begin(), bytes.size()};
}

}  // namespace

InvoiceFile read_invoice_file(const std::string& path) {
  const std::string name = name_of(path);
  const std::string text = read_input(path);
  auto members = unwrap(name, text);
  InvoiceFile file =
      members ? read_wrapped(name, std::move(*members))
              : InvoiceFile{name,
                            {},
                            {},
                            parse_text(name, text, capnp::Schema::from<schema::IssueInvoice>()),
                            ""};
  if (path != "-") {
    file.key = stable_key("issue", path, content_of(file.invoice.root<schema::IssueInvoice>()));
  }
  return file;
}

}  // namespace latido::command
