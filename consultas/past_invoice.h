#pragma once

#include "consultas/invoice_history.h"
#include "consultas/trails.h"

namespace latido::consultas {

// The invoice as it stood after the event at trails.through(), which is not before its own. `now`:
// its state now, of which only what was fixed at issue is used. TOO_LARGE.
Result<InvoiceHistory> invoice_at(Trails& trails, domain::InvoiceState now);

}  // namespace latido::consultas
