#pragma once

#include "clients/cpp/command/table.h"

#include <string>

#include "schema/queries.capnp.h"

// Payments and drafts as text for people. Pure.
namespace latido::command {

std::string show_payment(schema::Payment::Reader payment, Style style);

// Rows of further pages are added to the same table.
Table payment_table();
void add_payments(Table& table, schema::PaymentPage::Reader page);
Table draft_table();
void add_drafts(Table& table, schema::DraftPage::Reader page);

}  // namespace latido::command
