#pragma once

#include "clients/cpp/command/stream_message.h"
#include "clients/cpp/command/stream_socket.h"

#include <optional>

namespace latido::command {

class Session;

// Of the session's monitor. Throws UsageError where its endpoint is none.
StreamSocket open_stream(Session& session);

// The monitor's whole state now. Nothing: no word from it in 2 s, or in the session's timeout where
// that is shorter.
std::optional<StreamMessage> fetch_snapshot(Session& session);

}  // namespace latido::command
