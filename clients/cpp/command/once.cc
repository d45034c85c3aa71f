#include "clients/cpp/command/once.h"

namespace latido::command {
namespace {

bool is_refusal(const client::CallResult& result, Code code) {
  return result && result->refusal() && result->refusal()->code == code_name(code);
}

// A key that stands for other content is no refusal of this one: another key might do it twice.
bool refused_for_good_before(const client::CallResult& result) {
  return result && result->refusal() && result->replayed() && !client::outcome_open(result) &&
         !is_refusal(result, Code::idempotency_mismatch);
}

template <class Stop>
client::CallResult send(Session& session,
                        schema::Command::Builder command,
                        const std::string& key,
                        Stop stop) {
  for (unsigned turn = 1;; ++turn) {
    command.setKey(turn == 1 ? key : key + "." + std::to_string(turn));
    auto result = client::call(session.client(), command, wire::Form::json);
    if (!refused_for_good_before(result) || stop(result)) return result;
  }
}

}  // namespace

client::CallResult send_once(Session& session,
                             schema::Command::Builder command,
                             const std::string& key) {
  return send(session, command, key, [](const client::CallResult&) { return false; });
}

ExitCode ensure(Session& session,
                schema::Command::Builder command,
                const std::string& key,
                Code exists) {
  const auto is_there = [exists](const auto& result) { return is_refusal(result, exists); };
  const auto result = send(session, command, key, is_there);
  if ((result && !result->refusal()) || is_there(result)) return ExitCode::ok;
  return session.finish(result, command.getKey().cStr(), {});
}

}  // namespace latido::command
