#pragma once

#include "comandos/domain/commands.h"
#include "comandos/domain/document.h"

#include <cstdint>
#include <vector>

#include "schema/commands.capnp.h"
#include "schema/queries.capnp.h"

// Documents and their parts as replies show them: amounts as text in the currency's own unit, what
// is empty left out.
namespace latido::wire {

void write_totals(schema::Totals::Builder out, const domain::Totals& totals, Currency currency);
void write_tax(schema::Tax::Builder out, const domain::Tax& tax);
void write_customer(schema::Customer::Builder out, const domain::Customer& customer);
void write_seller(schema::Seller::Builder out, const domain::Seller& seller);

// All that was frozen at issue: what the document says, not what became of it (id, status, paid,
// due and so on). `of_lines`: of a credit note, for each of its lines that of the invoice.
void write_document(schema::Invoice::Builder out,
                    const domain::Invoice& document,
                    const std::vector<domain::OfLine>& of_lines = {});

// The same for a credit note, with the invoice that it credits, its reason, and how much of it the
// invoice got.
void write_credit_note(schema::Invoice::Builder out, const domain::CreditNote& note);

// What a draft says, as far as it says it: no number, amounts of lines, taxes or totals, and of the
// customer only the id.
void write_draft_content(schema::Invoice::Builder out, const domain::IssueInvoice& content);

}  // namespace latido::wire
