#pragma once

#include "clients/cpp/command/session.h"

#include <string>

namespace latido::command {

// Both say how far they are on standard error, and need room for a scratch file beside the store.

// All of a store: its chains, and every row of the read model and the ledger and every stored reply
// against what the events come to. Exit code 4 with the first difference. A writer may go on
// meanwhile.
ExitCode verify_store(const Session& session, const std::string& store);

// The read model and the ledger made anew. Throws UsageError where a writer holds the store.
ExitCode rebuild_store(const Session& session, const std::string& store);

}  // namespace latido::command
