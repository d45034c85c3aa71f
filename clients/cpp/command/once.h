#pragma once

#include "clients/cpp/command/session.h"
#include "common/code.h"

#include <string>

namespace latido::command {

// Sends under `key`; where an earlier run was refused under it, which is for ever, under key.2,
// key.3 and so on. No key before the last one can take effect, so it still happens once. The key
// used is in `command` afterwards.
client::CallResult send_once(Session& session,
                             schema::Command::Builder command,
                             const std::string& key);

// The same for what may be there already: `exists` is then the refusal. Whatever else goes wrong is
// explained.
ExitCode ensure(Session& session,
                schema::Command::Builder command,
                const std::string& key,
                Code exists);

}  // namespace latido::command
