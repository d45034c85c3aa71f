#pragma once

#include "comandos/domain/commands.h"
#include "comandos/domain/events.h"
#include "common/wire/event_parts.h"

// The stored form of invoices, credit notes and drafts.
namespace latido::wire::stored {

void write(ev::Invoice::Builder out, const domain::Invoice& in);
domain::Invoice read(ev::Invoice::Reader in);

void write(ev::CreditNote::Builder out, const domain::CreditNote& in);
domain::CreditNote read(ev::CreditNote::Reader in);

// `draft`: position of its DraftCreated event; 0 in that event itself.
void write_draft(ev::Draft::Builder out, std::int64_t draft, const domain::IssueInvoice& content);
domain::IssueInvoice read_content(ev::Draft::Reader in);

}  // namespace latido::wire::stored
