#include "clients/cpp/command/snapshot.h"

#include "clients/cpp/command/session.h"

#include <algorithm>

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
  auto socket = open_stream(session);
  socket.ask_for_snapshot();
  const std::chrono::duration<double> patience(
      std::min(kPatienceSeconds, session.globals().timeout_s));
  const auto until = monotonic_now() + std::chrono::duration_cast<Duration>(patience);
  while (monotonic_now() < until) {
    const auto frame = socket.receive(kTurn);
    auto message = frame ? StreamMessage::read(*frame) : std::nullopt;
    if (message && message->head().kind == StreamHead::Kind::snapshot) return message;
  }
  return std::nullopt;
}

}  // namespace latido::command
