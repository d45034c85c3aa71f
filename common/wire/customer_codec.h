#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include "schema/commands.capnp.h"

// Reads and checks customers, and who issues. Refusals name the field. May throw kj::Exception.
namespace latido::wire {

Result<domain::Customer> read_customer(schema::CreateCustomer::Reader in);
Result<domain::Seller> read_seller(schema::Seller::Reader in);

}  // namespace latido::wire
