#pragma once

#include "comandos/domain/commands.h"
#include "common/ids.h"
#include "common/result.h"
#include "common/wire/form.h"

#include <string>
#include <string_view>
#include <variant>

namespace latido::wire {

// Asks what became of the envelope's key.
struct StatusRequest {};

// Asks what a command would make; nothing is written.
struct PreviewRequest {
  std::variant<domain::IssueInvoice, domain::IssueCreditNote> command;
};

using CommandBody = std::variant<StatusRequest, PreviewRequest, domain::Command>;

struct CommandRequest {
  std::string tenant;
  std::string key;
  std::string actor;
  Sha256 hash{};  // of the request's canonical Cap'n Proto form: equal for JSON and Cap'n Proto of
                  // the same request
  CommandBody body;
};

// Reads a payload for the service `comandos` and checks all that can be checked without looking at
// the store. Pure. Refusals: those of Message::read, MISSING_FIELD, TOO_LONG, BAD_VALUE,
// TOO_MANY_DECIMALS, NEGATIVE_VALUE, OVERFLOW, UNKNOWN_CURRENCY, BAD_TAX, NO_LINES,
// UNKNOWN_COMMAND.
Result<CommandRequest> read_command(std::string_view payload);

}  // namespace latido::wire
