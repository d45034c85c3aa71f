#include "db/event_log.h"

#include "common/chain.h"
#include "db/keys.h"

namespace latido::db {

std::int64_t event_type(const domain::Event& event) {
  return static_cast<std::int64_t>(event.index()) + 1;
}

EventLog::EventLog(Connection& db)
    : head_(db,
            "SELECT event_key, hash FROM event WHERE event_key BETWEEN ? AND ? ORDER BY event_key "
            "DESC LIMIT 1"),
      tenant_name_(db, "SELECT name FROM tenant WHERE tenant_id = ?"),
      insert_(
          db,
          "INSERT OR ROLLBACK INTO event (event_key, type, payload, hash) VALUES (?, ?, ?, ?)") {}

std::int64_t EventLog::append(TenantId tenant, std::int64_t type, std::string_view payload) {
  std::int64_t position = 1;
  Sha256 hash;
  {
    auto rows = head_.query(make_key(tenant, 1), make_key(tenant, kPositionMax));
    if (rows.next()) {
      position = position_of(rows.integer(0)) + 1;
      hash = chain_next(rows.bytes(1), static_cast<std::uint64_t>(position), payload);
    } else {
      hash =
          chain_next(as_bytes(genesis_of(tenant)), static_cast<std::uint64_t>(position), payload);
    }
  }
  if (!is_position(position)) throw StoreError("the tenant has used up its positions");
  const auto key = make_key(tenant, position);
  insert_.run(key, type, Blob{payload}, Blob{as_bytes(hash)});
  return key;
}

Sha256 EventLog::genesis_of(TenantId tenant) {
  auto rows = tenant_name_.query(tenant);
  if (!rows.next()) throw StoreError("an event for a tenant that is not there");
  return chain_start(rows.bytes(0));
}

}  // namespace latido::db
