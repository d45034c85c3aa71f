#pragma once

#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/input.h"
#include "clients/cpp/command/session.h"

#include <string>

// What the subcommands that change something have in common.
namespace latido::command {

struct Sending {
  std::string key;
  std::uint64_t if_version = 0;  // 0: whatever version it has
};

void declare_key(Subcommand& sub, Sending& sending);      // --key
void declare_version(Subcommand& sub, Sending& sending);  // --if-version

// Fills a command and sends it: the reply as it came with --json, else what was done.
class Sender {
 public:
  Sender(Session& session, const Sending& sending);
  schema::Command::Builder command() { return command_; }
  ExitCode send();                           // answers `done`
  ExitCode send(const Session::Show& show);  // answers anything else

 private:
  Session& session_;
  capnp::MallocMessageBuilder message_;
  schema::Command::Builder command_;
};

// The struct of the schema that FILE holds as JSON. Throws UsageError.
template <class Struct>
wire::Message read_file(const std::string& path) {
  return parse_input(path, capnp::Schema::from<Struct>());
}

}  // namespace latido::command
