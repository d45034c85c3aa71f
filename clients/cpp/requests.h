#pragma once

#include "clients/cpp/client.h"
#include "clients/cpp/reply_message.h"
#include "common/wire/form.h"

#include <string>

#include "schema/commands.capnp.h"
#include "schema/queries.capnp.h"

namespace latido::client {

inline constexpr char kCommandService[] = "comandos";
inline constexpr char kQueryService[] = "consultas";

using CallResult = tl::expected<ReplyMessage, Failure>;

// Whether a command may have taken effect though the result does not say so.
bool outcome_open(const CallResult& result);

// Typed calls. A command without a key is given one, which can be read from `command` afterwards:
// to ask again after a Failure, send the same command with the same key. The reply comes in `form`.
//
//   capnp::MallocMessageBuilder message;
//   auto command = message.initRoot<schema::Command>();
//   command.setTenant("acme");
//   command.initVoidInvoice().setInvoiceId("inv-7");
//   const auto reply = client::call(client, command);
CallResult call(Client& client,
                schema::Command::Builder command,
                wire::Form form = wire::Form::capnp);
CallResult call(Client& client, schema::Query::Reader query, wire::Form form = wire::Form::capnp);

}  // namespace latido::client
