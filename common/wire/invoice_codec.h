#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include <string>

#include "schema/commands.capnp.h"

// Reads and checks what an invoice is to say. Refusals name the field: expected.payable. May throw
// kj::Exception.
namespace latido::wire {

Result<domain::IssueInvoice> read_issue_invoice(schema::IssueInvoice::Reader in);

// The same for a draft, of which only customer and currency are required. BAD_VALUE where figures
// are expected of it: it has none yet.
Result<domain::IssueInvoice> read_draft(schema::IssueInvoice::Reader in,
                                        const std::string& prefix = "");

Result<domain::Expected> read_expected(schema::Expected::Reader in, Currency currency);

}  // namespace latido::wire
