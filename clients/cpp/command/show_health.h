#pragma once

#include "clients/cpp/command/stream_follower.h"
#include "clients/cpp/command/table.h"

#include <cstdint>
#include <string>

#include "schema/health.capnp.h"

// The monitor's stream as text for people. Pure. Times are UTC.
namespace latido::command {

// "14:35:40.123Z" and "2026-11-23 14:35:40.123Z".
std::string clock_time(std::int64_t unix_ms);
std::string date_time(std::int64_t unix_ms);

// True where every service is up and the monitor sees.
bool all_up(schema::StreamMessage::Reader snapshot);

// Everything, as a table, with a line above it that says how old and how sure.
std::string show_snapshot(schema::StreamMessage::Reader message, Style style);

// One line: a service that changed, or the monitor's own blindness.
std::string show_change(schema::StreamMessage::Reader message, Style style);

// One line about the stream itself.
std::string show_notice(Notice notice, std::int64_t unix_ms, Style style);

}  // namespace latido::command
