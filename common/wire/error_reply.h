#pragma once

#include "common/result.h"
#include "common/wire/form.h"

#include <cstdint>
#include <string>

namespace latido::wire {

// A Reply (schema/envelope.capnp) that carries the refusal, in the form given. Needs no schema or
// codec header, so a process that never reads a payload can answer in the client's form. `position`
// as Reply's asOfPosition.
std::string encode_error(const Rejection& rejection, Form form, std::uint64_t position = 0);

}  // namespace latido::wire
