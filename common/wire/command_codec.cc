#include "common/wire/command_codec.h"

#include "common/wire/command_body.h"
#include "common/wire/fields.h"
#include "common/wire/message.h"
#include "common/wire/text.h"
#include "common/wire/try.h"

#include <capnp/message.h>

#include "schema/commands.capnp.h"

namespace latido::wire {
namespace {

constexpr TextLimits kActor{.max = 128};
constexpr TextLimits kKey{.min = 1, .max = 255};

Sha256 canonical_hash(schema::Command::Reader in) {
  const auto words = capnp::canonicalize(in);
  const auto bytes = words.asBytes();
  return sha256({{reinterpret_cast<const char*>(bytes.begin()), bytes.size()}});
}

Result<CommandRequest> read_request(const Message& message) {
  const auto in = message.root<schema::Command>();
  CommandRequest out;
  LATIDO_TRY(out.tenant, check_tenant(view(in.getTenant())));
  LATIDO_TRY(out.key, check_text(view(in.getKey()), "key", kKey));
  LATIDO_TRY(out.actor, check_text(view(in.getActor()), "actor", kActor));
  LATIDO_TRY(out.body, read_body(in));
  out.hash = canonical_hash(in);
  return out;
}

}  // namespace

Result<CommandRequest> read_command(std::string_view payload) {
  const auto message = Message::read(payload, capnp::Schema::from<schema::Command>());
  if (!message) return tl::make_unexpected(message.error());
  return guarded<CommandRequest>([&] { return read_request(*message); });
}

}  // namespace latido::wire
