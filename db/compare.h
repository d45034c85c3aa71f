#pragma once

#include "db/fault.h"
#include "db/sqlite.h"

#include <cstdint>
#include <optional>

namespace latido::db {

// The first row in which a store's read model differs from the scratch one, table by table, in the
// order of their keys. `rows` counts those that were compared. The caller holds a read transaction
// on the store, so that all of it is of one moment.
std::optional<Fault> compare_read_models(Connection& store,
                                         Connection& scratch,
                                         std::int64_t& rows);

}  // namespace latido::db
