#include "clients/cpp/command/send.h"

#include "clients/cpp/command/show.h"

#include <limits>

namespace latido::command {

void declare_key(Subcommand& sub, Sending& sending) {
  sub.take("--key", sending.key, "Idempotency key of your own");
}

void declare_version(Subcommand& sub, Sending& sending) {
  sub.take_number("--if-version",
                  sending.if_version,
                  "Only where it still has this version; 0: whatever it has",
                  0,
                  std::numeric_limits<std::uint32_t>::max());
}

Sender::Sender(Session& session, const Sending& sending)
    : session_(session), command_(session.new_command(message_)) {
  if (!sending.key.empty()) command_.setKey(sending.key);
  command_.setExpectedVersion(static_cast<std::uint32_t>(sending.if_version));
}

ExitCode Sender::send() {
  return send(
      [this](schema::Reply::Reader reply) { return show_done(reply.getDone(), session_.style()); });
}

ExitCode Sender::send(const Session::Show& show) { return session_.run(command_, show); }

}  // namespace latido::command
