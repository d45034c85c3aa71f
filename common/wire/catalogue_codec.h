#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include "schema/commands.capnp.h"

// Reads and checks products, prices and tax rates. Refusals name the field. May throw
// kj::Exception.
namespace latido::wire {

Result<domain::Product> read_product(schema::CreateProduct::Reader in);
Result<domain::Price> read_price(schema::CreatePrice::Reader in);
Result<domain::DefineTaxRate> read_define_tax_rate(schema::DefineTaxRate::Reader in);
Result<domain::RetireTaxRate> read_retire_tax_rate(schema::RetireTaxRate::Reader in);

}  // namespace latido::wire
