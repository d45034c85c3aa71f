#pragma once

#include "clients/cpp/command/exit_code.h"
#include "clients/cpp/command/table.h"
#include "clients/cpp/command/usage_error.h"
#include "clients/cpp/requests.h"

#include <functional>
#include <memory>
#include <string>

#include <capnp/message.h>

namespace latido::command {

// Options that all subcommands share.
struct Globals {
  std::string endpoint = "tcp://127.0.0.1:5555";
  std::string monitor = "tcp://127.0.0.1:5002";
  std::string tenant;
  std::string actor;
  double timeout_s = 10;
  bool json = false;
};

// One run of a subcommand: the way to the services, and the way to the screen. Results go to
// standard output, everything else to standard error.
class Session {
 public:
  explicit Session(const Globals& globals);
  ~Session();

  [[nodiscard]] const Globals& globals() const { return globals_; }
  [[nodiscard]] Style style() const { return style_; }
  zmq::context_t& context() { return *context_; }

  // A Command or a Query with the tenant (and the actor) filled in. Throws UsageError where no
  // tenant was named.
  schema::Command::Builder new_command(capnp::MallocMessageBuilder& message);
  schema::Query::Builder new_query(capnp::MallocMessageBuilder& message);

  // A key of its own for a command that has none. A terminal shows it before anything is sent, so
  // that breaking off does not lose it.
  void give_key(schema::Command::Builder command) const;

  // Asks, then prints: the reply as it came with --json, else what `show` makes of it. A refusal or
  // a failure is explained on standard error.
  using Show = std::function<std::string(schema::Reply::Reader)>;
  ExitCode run(schema::Command::Builder command, const Show& show);
  ExitCode run(schema::Query::Builder query, const Show& show);

  // Parts of run() for those who ask more than once.
  client::Client& client();
  ExitCode finish(const client::CallResult& result, const std::string& key, const Show& show);
  ExitCode explain(const client::Refusal& refusal, const std::string& key) const;
  ExitCode explain(const client::Failure& failure, const std::string& key) const;
  void print(const std::string& text) const;

 private:
  Globals globals_;
  Style style_;
  std::unique_ptr<zmq::context_t> context_;
  std::unique_ptr<client::Client> client_;
};

}  // namespace latido::command
