#pragma once

#include "common/ids.h"

#include <cstdint>
#include <string_view>

// The chain over a tenant's stored events (docs/protocol.md). Pure.
namespace latido {

// Before position 1: binds the chain to its tenant, so that one tenant's events cannot pass for
// another's. SHA-256 of "latido chain 1", a zero byte and the tenant.
Sha256 chain_start(std::string_view tenant_name);

// SHA-256 over the hash before, the position as 8 bytes big endian, and the stored payload, byte
// for byte.
Sha256 chain_next(std::string_view previous_hash, std::uint64_t position, std::string_view payload);

}  // namespace latido
