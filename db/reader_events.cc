#include "db/reader_impl.h"

#include <algorithm>
#include <utility>

namespace latido::db {

EventStatements::EventStatements(Connection& db)
    : tenant_name(db, "SELECT name FROM tenant WHERE tenant_id = ?"),
      events(db,
             "SELECT event_key, payload, hash FROM event WHERE event_key BETWEEN ? AND ? ORDER BY "
             "event_key"),
      event(db, "SELECT event_key, payload, hash FROM event WHERE event_key = ?"),
      trail(db,
            "SELECT t.event_key, e.payload, e.hash FROM trail t CROSS JOIN event e ON e.event_key "
            "= t.event_key WHERE t.entity_key = ? AND t.event_key BETWEEN ? AND ? ORDER BY "
            "t.event_key") {}

namespace {

StoredEvent read_event(const Rows& row) {
  StoredEvent event{.position = position_of(row.integer(0)), .payload = row.text(1)};
  const auto hash = row.bytes(2);
  std::copy_n(hash.begin(), std::min(hash.size(), event.hash.size()), event.hash.begin());
  return event;
}

// A page that is being filled.
struct Filling {
  const EventFilter& filter;
  EventPage& page;
  std::size_t bytes = 0;

  // False: the page is full, and the event is for the next one.
  bool add(StoredEvent event) {
    const auto size = event.payload.size();
    page.more = page.events.size() >= filter.limit ||
                (!page.events.empty() && bytes + size > filter.max_bytes);
    if (page.more) return false;
    bytes += size;
    page.events.push_back(std::move(event));
    return true;
  }
};

std::int64_t last_position(const EventFilter& filter) {
  return is_position(filter.through) ? filter.through : kPositionMax;
}

bool may_follow(const EventFilter& filter) {
  return filter.after >= 0 && filter.after < kPositionMax;
}

}  // namespace

std::optional<StoredEvent> ReadStore::event(TenantId tenant, std::int64_t position) {
  if (!is_position(position)) return std::nullopt;
  auto row = impl_->events.event.query(make_key(tenant, position));
  if (!row.next()) return std::nullopt;
  return read_event(row);
}

EventPage ReadStore::events(TenantId tenant, const EventFilter& filter) {
  EventPage page;
  if (!may_follow(filter)) return page;
  Filling filling{filter, page};
  auto row = impl_->events.events.query(make_key(tenant, filter.after + 1),
                                        make_key(tenant, last_position(filter)));
  while (row.next() && filling.add(read_event(row))) {
  }
  return page;
}

EventPage ReadStore::trail(TenantId tenant, std::int64_t entity, const EventFilter& filter) {
  EventPage page;
  if (!(entity == 0 || is_position(entity)) || !may_follow(filter)) return page;
  const Snapshot snapshot(*this);
  Filling filling{filter, page};
  if (entity > filter.after && entity <= last_position(filter)) {
    const auto own = event(tenant, entity);
    if (own && !filling.add(*own)) return page;
  }
  auto row = impl_->events.trail.query(make_key(tenant, entity),
                                       make_key(tenant, filter.after + 1),
                                       make_key(tenant, last_position(filter)));
  while (row.next() && filling.add(read_event(row))) {
  }
  return page;
}

}  // namespace latido::db
