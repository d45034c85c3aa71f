#include "clients/cpp/command/session.h"

#include "clients/cpp/command/failure_text.h"
#include "clients/cpp/uuid.h"

#include <cstdlib>
#include <iostream>
#include <unistd.h>
#include <utility>

#include <zmq.hpp>

namespace latido::command {
namespace {

constexpr double kMsPerSecond = 1000;

// https://no-color.org: set to anything but nothing.
bool colors_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  return !refused && term != nullptr && std::string_view(term) != "dumb";
}

Style style_of_output() {
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  return {.rules = terminal, .color = terminal && colors_wanted()};
}

client::ClientOptions options_of(const Globals& globals) {
  client::ClientOptions options;
  options.endpoint = globals.endpoint;
  options.retry.timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(globals.timeout_s * kMsPerSecond));
  return options;
}

const std::string& required_tenant(const Globals& globals) {
  if (globals.tenant.empty()) {
    throw UsageError("Say whose books: --tenant NAME, or set LATIDO_TENANT.");
  }
  return globals.tenant;
}

}  // namespace

Session::Session(const Globals& globals)
    : globals_(globals), style_(style_of_output()), context_(std::make_unique<zmq::context_t>()) {}

Session::~Session() = default;

client::Client& Session::client() {
  if (client_) return *client_;
  try {
    client_ = std::make_unique<client::Client>(*context_, options_of(globals_));
  } catch (const zmq::error_t& error) {
    throw UsageError("--endpoint " + globals_.endpoint + " cannot be used: " + error.what() + ".");
  }
  return *client_;
}

schema::Command::Builder Session::new_command(capnp::MallocMessageBuilder& message) {
  auto command = message.initRoot<schema::Command>();
  command.setTenant(required_tenant(globals_));
  if (!globals_.actor.empty()) command.setActor(globals_.actor);
  return command;
}

schema::Query::Builder Session::new_query(capnp::MallocMessageBuilder& message) {
  auto query = message.initRoot<schema::Query>();
  query.setTenant(required_tenant(globals_));
  return query;
}

void Session::give_key(schema::Command::Builder command) const {
  if (command.getKey().size() > 0) return;
  command.setKey(client::new_key());
  if (::isatty(STDERR_FILENO) == 1) {
    std::cerr << "latido: the key is " << command.getKey().cStr() << '\n';
  }
}

ExitCode Session::run(schema::Command::Builder command, const Show& show) {
  give_key(command);
  const auto result = client::call(client(), command, wire::Form::json);
  return finish(result, command.getKey().cStr(), show);
}

ExitCode Session::run(schema::Query::Builder query, const Show& show) {
  return finish(client::call(client(), query.asReader(), wire::Form::json), "", show);
}

ExitCode Session::finish(const client::CallResult& result,
                         const std::string& key,
                         const Show& show) {
  if (!result) return explain(result.error(), key);
  if (globals_.json) print(result->bytes() + '\n');
  if (result->refusal()) return explain(*result->refusal(), key);
  if (!globals_.json) print(show(result->root()));
  return ExitCode::ok;
}

ExitCode Session::explain(const client::Refusal& refusal, const std::string& key) const {
  std::cerr << "latido: " << refusal_text(refusal, key) << '\n';
  return exit_code_for(refusal.code);
}

ExitCode Session::explain(const client::Failure& failure, const std::string& key) const {
  std::cerr << "latido: " << failure_text(failure, globals_.endpoint, key) << '\n';
  return ExitCode::no_answer;
}

void Session::print(const std::string& text) const { std::cout << text << std::flush; }

}  // namespace latido::command
