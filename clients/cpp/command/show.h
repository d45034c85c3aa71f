#pragma once

#include "clients/cpp/command/table.h"

#include <string>

#include "schema/commands.capnp.h"
#include "schema/envelope.capnp.h"
#include "schema/queries.capnp.h"

// Replies as text for people. Pure.
namespace latido::command {

// What a command did: a customer's or series' id, or the invoice as it is now.
std::string show_done(schema::Done::Reader done, Style style);

// An invoice, credit note, draft or preview in full: who, when, lines, taxes, totals, what pays it.
std::string show_invoice(schema::Invoice::Reader invoice, Style style);

// What became of a key.
std::string show_key_status(schema::KeyStatus::Reader status, Style style);

// A table of invoices; rows of further pages are added to the same one.
Table invoice_table();
void add_invoices(Table& table, schema::InvoicePage::Reader page);

// open yellow, paid green, void and uncollectible red.
Cell status_cell(capnp::Text::Reader status);

}  // namespace latido::command
