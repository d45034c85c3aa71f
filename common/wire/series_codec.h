#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include "schema/commands.capnp.h"

// Reads and checks commands about series. Refusals name the field. May throw kj::Exception.
namespace latido::wire {

Result<domain::CreateSeries> read_create_series(schema::CreateSeries::Reader in);
Result<domain::ExtendRange> read_extend_range(schema::ExtendRange::Reader in);

}  // namespace latido::wire
