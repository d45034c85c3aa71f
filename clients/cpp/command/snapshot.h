#pragma once

#include "clients/cpp/command/exit_code.h"
#include "clients/cpp/command/stream_message.h"
#include "clients/cpp/command/stream_socket.h"

#include <functional>
#include <optional>

namespace latido::command {

class Session;

// Of the session's monitor. Throws UsageError where its endpoint is none.
StreamSocket open_stream(Session& session);

// The monitor's whole state now. Nothing: no word from it in 2 s, or in the session's timeout where
// that is shorter.
std::optional<StreamMessage> fetch_snapshot(Session& session);
std::optional<StreamMessage> fetch_snapshot(Session& session, StreamSocket& stream);

// The next message of the stream that is the one; nothing after the same time.
std::optional<StreamMessage> wait_for_message(
    Session& session,
    StreamSocket& stream,
    const std::function<bool(schema::StreamMessage::Reader)>& is_it);

// Says that there is none.
ExitCode no_word_from_monitor(const Session& session);

}  // namespace latido::command
