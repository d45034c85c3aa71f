#pragma once

#include "clients/cpp/command/table.h"

#include <cstdint>
#include <string>

#include "schema/health.capnp.h"

// The monitor's history as text for people. Pure.
namespace latido::command {

// "412 ms", "2.5 s", "3 m 7 s", "5 h 0 m", "29 d 3 h", without rounding up; empty below 0.
std::string duration_text(std::int64_t ms);

// "99.972 %", rounded down, so that 100.000 % means always; "not known".
std::string availability_text(schema::AvailabilityWindow::Reader window);

// Of the service over the last 24 hours; empty where the message does not tell.
std::string availability_today(schema::StreamMessage::Reader message, const std::string& service);

// A line for each service and window; of one service alone where it is not empty.
std::string show_availability(schema::StreamMessage::Reader message,
                              const std::string& service,
                              Style style);

}  // namespace latido::command
