#pragma once

#include "common/result.h"
#include "db/reader.h"

#include <cstdint>
#include <optional>

#include "schema/queries.capnp.h"

namespace latido::consultas {

// The position that a query's asOf stands for; nothing: now. A time is that of the last event
// recorded at or before it: event times never go back, so that it is found by halving. Refusals:
// BAD_VALUE (position 0), NOT_YET (a position after `head`), NOT_FOUND (a time before the first
// event).
Result<std::optional<std::int64_t>> position_as_of(db::ReadStore& store,
                                                   db::TenantId tenant,
                                                   std::int64_t head,
                                                   schema::Query::AsOf::Reader in);

}  // namespace latido::consultas
