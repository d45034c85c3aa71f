#pragma once

#include "common/result.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {

// Where the query asks for a list's later page: moves the scope to the moment of the first, which
// the cursor carries. The list's own function then checks the cursor as a whole. BAD_CURSOR where
// there can be no such moment.
Checked go_to_first_page(Scope& scope, schema::Query::Reader in);

}  // namespace latido::consultas
