#pragma once

#include "consultas/queries/queries.h"

namespace latido::consultas {

// To the function that answers the query. UNKNOWN_QUERY where it names none; BAD_VALUE where it
// asks about the past and can not.
Checked dispatch(const Scope& scope, schema::Query::Reader in, Answer out);

}  // namespace latido::consultas
