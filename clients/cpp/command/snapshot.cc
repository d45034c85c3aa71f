#include "clients/cpp/command/snapshot.h"

#include "clients/cpp/command/session.h"

#include <algorithm>
#include <iostream>

namespace latido::command {
namespace {

constexpr double kPatienceSeconds = 2;
constexpr std::chrono::milliseconds kTurn{50};

}  // namespace

StreamSocket open_stream(Session& session) {
  const std::string& endpoint = session.globals().monitor;
  try {
    return {session.context(), endpoint};
  } catch (const zmq::error_t& error) {
    throw UsageError("--monitor " + endpoint + " cannot be used: " + error.what() + ".");
  }
}

std::optional<StreamMessage> fetch_snapshot(Session& session) {
  auto stream = open_stream(session);
  return fetch_snapshot(session, stream);
}

std::optional<StreamMessage> fetch_snapshot(Session& session, StreamSocket& stream) {
  stream.ask_for_snapshot();
  return wait_for_message(session, stream, [](auto message) { return message.isSnapshot(); });
}

std::optional<StreamMessage> wait_for_message(
    Session& session,
    StreamSocket& stream,
    const std::function<bool(schema::StreamMessage::Reader)>& is_it) {
  const std::chrono::duration<double> patience(
      std::min(kPatienceSeconds, session.globals().timeout_s));
  const auto until = monotonic_now() + std::chrono::duration_cast<Duration>(patience);
  while (monotonic_now() < until) {
    const auto frame = stream.receive(kTurn);
    auto message = frame ? StreamMessage::read(*frame) : std::nullopt;
    if (message && is_it(message->root())) return message;
  }
  return std::nullopt;
}

ExitCode no_word_from_monitor(const Session& session) {
  std::cerr << "latido: No word from the monitor at " << session.globals().monitor << ".\n";
  return ExitCode::no_answer;
}

}  // namespace latido::command
