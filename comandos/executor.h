#pragma once

#include "comandos/execution.h"
#include "common/wire/command_codec.h"
#include "db/store.h"

#include <cstdint>
#include <optional>
#include <string>

namespace latido::comandos {

struct Executed {
  std::string reply;      // Cap'n Proto bytes of a schema::Reply
  bool replayed = false;  // stored by an earlier request with the same key
};

// Does one command within the store's open turn: looks up its key, loads what its decider needs,
// decides, appends the event and keeps the reply. A business refusal is kept like an effect, so
// that a retry never changes the outcome; only for a tenant that has no books yet nothing is kept,
// so that made-up tenants leave no trace, and the refusal says so (UNKNOWN_TENANT). Throws
// db::StoreError.
Executed execute(db::WriteStore& store, const wire::CommandRequest& request, TurnTime time);

// The reply that is stored under the request's key, or the refusal IDEMPOTENCY_MISMATCH, or nothing
// where the key is new, or the request is a question, which leaves nothing. Throws db::StoreError.
std::optional<Executed> find_executed(db::WriteStore& store, const wire::CommandRequest& request);

}  // namespace latido::comandos
