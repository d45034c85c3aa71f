#pragma once

#include "consultas/queries/queries.h"
#include "db/views.h"

namespace latido::consultas {

// As ReadStore::aging(), of what was due at scope.as_of. A page looks at so many customers,
// invoices and events at the most, so that it may have fewer rows than its limit, even none, and
// still a next one. TOO_LARGE.
Result<db::AgingPage> aging_at(const Scope& scope, const db::AgingFilter& filter);

}  // namespace latido::consultas
