#pragma once

#include "db/sqlite.h"
#include "db/store.h"

#include <cstdint>
#include <string_view>

namespace latido::db {

// Before position 1: binds the chain to its tenant, so that one tenant's events cannot pass for
// another's.
Sha256 chain_start(std::string_view tenant_name);

// SHA-256 over the hash before, the position as 8 bytes big endian, and the stored payload, byte
// for byte.
Sha256 chain_next(std::string_view previous_hash, std::int64_t position, std::string_view payload);

// The stored numbers of the kinds of event; those of the alternatives of domain::Event, from 1.
std::int64_t event_type(const domain::Event& event);

// Append-only, contiguous and chained per tenant.
class EventLog {
 public:
  explicit EventLog(Connection& db);

  // Returns the new event's key.
  std::int64_t append(TenantId tenant, std::int64_t type, std::string_view payload);

 private:
  Sha256 genesis_of(TenantId tenant);

  Statement head_;
  Statement tenant_name_;
  Statement insert_;
};

}  // namespace latido::db
