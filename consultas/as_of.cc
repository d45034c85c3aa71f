#include "consultas/as_of.h"

#include "common/wire/event_codec.h"
#include "consultas/not_yet.h"

#include <algorithm>

namespace latido::consultas {
namespace {

std::int64_t recorded_at(db::ReadStore& store, db::TenantId tenant, std::int64_t position) {
  return wire::decode_event(store.event(tenant, position).value().payload).recorded_at_unix_ms;
}

// 0: all events are later.
std::int64_t last_at_or_before(db::ReadStore& store,
                               db::TenantId tenant,
                               std::int64_t head,
                               std::int64_t unix_ms) {
  std::int64_t known_before = 0;  // recorded in time, or 0
  std::int64_t known_after = head + 1;
  while (known_after - known_before > 1) {
    const auto middle = known_before + (known_after - known_before) / 2;
    (recorded_at(store, tenant, middle) <= unix_ms ? known_before : known_after) = middle;
  }
  return known_before;
}

}  // namespace

Result<std::optional<Past>> past_as_of(db::ReadStore& store,
                                       db::TenantId tenant,
                                       const Now& now,
                                       schema::Query::AsOf::Reader in) {
  if (in.isPosition()) {
    if (in.getPosition() < 1) {
      return reject(Code::bad_value, "asOf.position", "asOf.position must be 1 or more.");
    }
    if (in.getPosition() > static_cast<std::uint64_t>(now.head))
      return tl::make_unexpected(not_yet("asOf.position", in.getPosition(), now.head));
    const auto position = static_cast<std::int64_t>(in.getPosition());
    return std::optional(Past{position, date_of_unix_ms(recorded_at(store, tenant, position))});
  }
  if (in.isUnixMs()) {
    const auto position = last_at_or_before(store, tenant, now.head, in.getUnixMs());
    if (position == 0) {
      return reject(Code::not_found, "asOf.unixMs", "There was nothing in the books at that time.");
    }
    return std::optional(Past{position, date_of_unix_ms(std::min(in.getUnixMs(), now.unix_ms))});
  }
  return std::optional<Past>();
}

std::string asked_text(schema::Query::AsOf::Reader in) {
  if (in.isPosition()) return "position " + std::to_string(in.getPosition());
  if (in.isUnixMs()) return "unixMs " + std::to_string(in.getUnixMs());
  return {};
}

}  // namespace latido::consultas
