#pragma once

#include "clients/cpp/command/declare.h"

#include <string>

#include "schema/commands.capnp.h"

namespace latido::command {

// Name, tax number and address, as a customer and a seller have them.
struct Party {
  std::string name, tax_id, street, city, postal_code, country;
};

void declare_party(Subcommand& sub, Party& party);
void fill(schema::Address::Builder out, const Party& party);

}  // namespace latido::command
