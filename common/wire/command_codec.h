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

struct CommandRequest {
  std::string tenant;
  std::string key;
  std::string actor;
  Sha256 hash{};  // of the request's canonical Cap'n Proto form: equal for JSON and Cap'n Proto of
                  // the same request
  std::variant<StatusRequest, domain::Command> body;
};

// Reads a payload for the service `comandos` and checks all that can be checked without looking at
// the store. Pure. Refusals: those of Message::read, MISSING_FIELD, TOO_LONG, BAD_VALUE,
// TOO_MANY_DECIMALS, NEGATIVE_VALUE, OVERFLOW, UNKNOWN_CURRENCY, BAD_TAX, NO_LINES,
// UNKNOWN_COMMAND.
Result<CommandRequest> read_command(std::string_view payload);

// "inv-7" -> 7. Refusals: MISSING_FIELD, BAD_VALUE.
Result<std::int64_t> parse_invoice_id(std::string_view text, const std::string& field);
std::string invoice_id_text(std::int64_t position);
std::string payment_id_text(std::int64_t position);

// Texts that commands and queries share.
Result<std::string> check_tenant(std::string_view text);
Result<std::string> check_customer_id(std::string_view text);
Result<std::string> check_series(std::string_view text, const std::string& field = "series");

}  // namespace latido::wire
