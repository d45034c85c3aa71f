#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show_health.h"
#include "clients/cpp/command/snapshot.h"
#include "clients/cpp/command/stream_socket.h"
#include "common/process/process.h"

#include <iostream>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Shows what the monitor knows: first the state of every service, then each change with its cause,
until Ctrl-C. Says when the monitor is blind, was restarted, or falls silent. With --json every
message is one line, as it came.

Examples:
  latido watch
  latido watch --once          # the state now, and end; exit code 3 where not everything is up
  latido --json watch | jq 'select(.change) | .change.verdict'
)";

constexpr std::chrono::milliseconds kTurn{100};

class Console {
 public:
  explicit Console(Session& session) : session_(session), socket_(open_stream(session)) {}

  void run() {
    while (!process::stop_requested()) {
      const auto frame = socket_.receive(kTurn);
      if (!frame) {
        react(follower_.on_quiet(monotonic_now()));
      } else if (const auto message = StreamMessage::read(*frame)) {
        take(*message);
      }
    }
  }

 private:
  void take(const StreamMessage& message) {
    const FollowStep step = follower_.on_message(message.head(), monotonic_now());
    react(step);
    if (session_.globals().json) {
      session_.print(message.json() + '\n');
    } else if (step.show) {
      const auto root = message.root();
      session_.print(root.isSnapshot() ? show_snapshot(root, session_.style())
                                       : show_change(root, session_.style()));
    }
  }

  // Standard output is for messages alone where a program reads it.
  void react(const FollowStep& step) {
    if (step.ask_for_snapshot) socket_.ask_for_snapshot();
    for (const Notice notice : step.notices) {
      const auto text = show_notice(notice, unix_ms_now(), session_.style());
      if (session_.globals().json) {
        std::cerr << text;
      } else {
        session_.print(text);
      }
    }
  }

  Session& session_;
  StreamSocket socket_;
  StreamFollower follower_{monotonic_now()};
};

ExitCode watch_once(Session& session) {
  const auto snapshot = fetch_snapshot(session);
  if (!snapshot) return no_word_from_monitor(session);
  session.print(session.globals().json ? snapshot->json() + '\n'
                                       : show_snapshot(snapshot->root(), session.style()));
  return all_up(snapshot->root()) ? ExitCode::ok : ExitCode::no_answer;
}

ExitCode watch(Session& session, bool once) {
  if (once) return watch_once(session);
  process::install_stop_signals();
  Console(session).run();
  return ExitCode::ok;
}

}  // namespace

void add_watch(CLI::App& app, Action& chosen) {
  const auto once = std::make_shared<bool>(false);
  Subcommand sub(app, "watch", "Watch the services through the monitor", chosen);
  sub.help(kHelp).take_flag("--once", *once, "Print the state and end");
  sub.action([once](Session& session) { return watch(session, *once); });
}

}  // namespace latido::command
