#pragma once

#include "common/result.h"

#include <optional>

#include <capnp/compat/json.h>
#include <capnp/schema.h>

namespace latido::wire {

// What keeps a JSON value from being exactly one `root`: the first field, in the order of the text,
// that is unknown, given twice, one too many of a union, or of another type. Cap'n Proto's own
// decoder lets some of these pass and does not name the field. Refusals: UNKNOWN_FIELD,
// UNKNOWN_COMMAND or UNKNOWN_QUERY (a root with an unknown member and no known one), BAD_VALUE.
std::optional<Rejection> check_json(capnp::JsonValue::Reader value, capnp::StructSchema root);

}  // namespace latido::wire
