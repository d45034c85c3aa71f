#pragma once

#include "clients/cpp/command/table.h"

#include <string>

#include "schema/queries.capnp.h"

// Ledger and events as text for people. Pure.
namespace latido::command {

Table ledger_table();
void add_ledger(Table& table, schema::LedgerPage::Reader page);

Table event_table();
void add_events(Table& table, schema::EventPage::Reader page);

// "2026-03-10 12:00:00.000", in UTC.
std::string time_text(std::int64_t unix_ms);

}  // namespace latido::command
