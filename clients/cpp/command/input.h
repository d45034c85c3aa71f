#pragma once

#include "common/wire/message.h"

#include <string>

#include <capnp/schema.h>

namespace latido::command {

// The bytes of a file, or of standard input for "-". Throws UsageError where it cannot be read or
// holds more than a request may.
std::string read_input(const std::string& path);

// A JSON object of the struct given, checked field by field before anything is sent. Throws
// UsageError that names the file and the field.
wire::Message parse_input(const std::string& path, capnp::StructSchema schema);

// The same of a text that was read already. `name`: what to call it.
wire::Message parse_text(const std::string& name,
                         const std::string& text,
                         capnp::StructSchema schema);

// What to call the input for a person.
std::string name_of(const std::string& path);

}  // namespace latido::command
