#pragma once

#include "clients/cpp/command/declare.h"

#include <string>

#include "schema/queries.capnp.h"

namespace latido::command {

// --as-of: the books as they stood then. See parse_moment().
void declare_as_of(Subcommand& sub, std::string& as_of);
// Empty: now. Throws UsageError.
void set_as_of(schema::Query::Builder query, const std::string& as_of);

}  // namespace latido::command
