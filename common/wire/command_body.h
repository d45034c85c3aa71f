#pragma once

#include "common/wire/command_codec.h"

#include "schema/commands.capnp.h"

namespace latido::wire {

// What the member of the union asks for. Refusals as read_command. May throw kj::Exception.
Result<CommandBody> read_body(schema::Command::Reader in);

}  // namespace latido::wire
