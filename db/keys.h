#pragma once

#include "db/store.h"

#include <cstdint>

// A thing's key is that of the event that made it: the tenant's short id above 40 bits of position
// (0001_log.sql).
namespace latido::db {

inline constexpr std::int64_t kPositionMax = (std::int64_t{1} << 40) - 1;

// Positions come from outside ("inv-7"): one that is out of range would reach into another tenant.
inline bool is_position(std::int64_t position) { return position >= 1 && position <= kPositionMax; }

inline std::int64_t make_key(TenantId tenant, std::int64_t position) {
  return (tenant << 40) | position;
}
inline std::int64_t position_of(std::int64_t key) { return key & kPositionMax; }
inline TenantId tenant_of(std::int64_t key) { return key >> 40; }

// The key of what an event of the same tenant speaks of by its position.
inline std::int64_t key_of(std::int64_t event_key, std::int64_t position) {
  if (!is_position(position)) throw BrokenPromise("an event of something that is not there");
  return make_key(tenant_of(event_key), position);
}

}  // namespace latido::db
