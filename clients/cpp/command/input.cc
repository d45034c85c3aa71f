#include "clients/cpp/command/input.h"

#include "clients/cpp/command/failure_text.h"
#include "clients/cpp/command/usage_error.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

namespace latido::command {
namespace {

// One byte more than may be is enough to know.
std::string read_stream(std::istream& stream) {
  std::string bytes(wire::kMaxPayloadBytes + 1, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

}  // namespace

std::string name_of(const std::string& path) { return path == "-" ? "standard input" : path; }

std::string read_input(const std::string& path) {
  std::string bytes;
  if (path == "-") {
    bytes = read_stream(std::cin);
  } else {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    bytes = read_stream(file);
    if (!file.is_open() || file.bad()) {
      throw UsageError(path + " cannot be read: " + std::strerror(errno) + ".");
    }
  }
  if (bytes.size() > wire::kMaxPayloadBytes) {
    throw UsageError(name_of(path) + " is too large: a request has at most " +
                     std::to_string(wire::kMaxPayloadBytes) + " bytes.");
  }
  return bytes;
}

wire::Message parse_input(const std::string& path, capnp::StructSchema schema) {
  return parse_text(name_of(path), read_input(path), schema);
}

wire::Message parse_text(const std::string& name,
                         const std::string& text,
                         capnp::StructSchema schema) {
  if (wire::form_of(text) != wire::Form::json) {
    throw UsageError(name + " is not JSON.");
  }
  auto message = wire::Message::read(text, schema);
  if (message) return *std::move(message);
  const Rejection& why = message.error();
  throw UsageError(name + ": " +
                   refusal_text({std::string(code_name(why.code)), why.field, why.message}));
}

}  // namespace latido::command
