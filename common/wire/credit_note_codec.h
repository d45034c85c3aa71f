#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include "schema/commands.capnp.h"

namespace latido::wire {

// Reads and checks an IssueCreditNote. Refusals name the field: lines[2].amount. May throw
// kj::Exception.
Result<domain::IssueCreditNote> read_issue_credit_note(schema::IssueCreditNote::Reader in);

}  // namespace latido::wire
