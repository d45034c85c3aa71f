#pragma once

#include "common/money/date.h"
#include "common/result.h"
#include "db/reader.h"

#include <cstdint>
#include <optional>
#include <string>

#include "schema/queries.capnp.h"

namespace latido::consultas {

// A moment that a query asks about: after the event at `position`. No later event was recorded
// before `day`, the UTC day of that event or of the time that was asked for.
struct Past {
  std::int64_t position = 0;
  Date day;
};

struct Now {
  std::int64_t head = 0;  // position of the tenant's last event
  std::int64_t unix_ms = 0;
};

// What a query's asOf stands for; nothing: now. A time is that of the last event recorded at or
// before it: event times never go back, so that it is found by halving. Refusals: BAD_VALUE
// (position 0), NOT_YET (a position after the head), NOT_FOUND (a time before the first event).
Result<std::optional<Past>> past_as_of(db::ReadStore& store,
                                       db::TenantId tenant,
                                       const Now& now,
                                       schema::Query::AsOf::Reader in);

// What was asked for, word for word, and not what it stands for by now: a time that is not over yet
// stands for another position with each event. Different for different moments; now: empty.
std::string asked_text(schema::Query::AsOf::Reader in);

}  // namespace latido::consultas
