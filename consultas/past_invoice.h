#pragma once

#include "consultas/invoice_history.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {

// The invoice as it stood after the event at `position`, which is not before its own. `now`: its
// state now, of which only what was fixed at issue is used. Throws std::runtime_error where a
// stored event cannot be read.
InvoiceHistory invoice_at(const Scope& scope, domain::InvoiceState now, std::int64_t position);

}  // namespace latido::consultas
