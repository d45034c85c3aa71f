#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show_health.h"
#include "clients/cpp/command/snapshot.h"
#include "common/health/beat_codec.h"

#include <iostream>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Opens a maintenance window of a service, from now on, or ends the one that was opened so. Within it
the monitor tells of the service as ever, but opens no incident and does not start it again. Those
of every day are in the monitor's configuration. Exit code 1: no such service is watched.

Examples:
  latido maintenance comandos --minutes 30
  latido maintenance comandos --end
)";

struct Wanted {
  std::string service;
  std::uint64_t minutes = 0;
  bool end = false;
};

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

std::optional<schema::ServiceState::Reader> find(schema::StreamMessage::Reader snapshot,
                                                 const std::string& service) {
  for (const auto state : snapshot.getSnapshot()) {
    if (text_of(state.getService()) == service) return state;
  }
  return std::nullopt;
}

ExitCode refuse(schema::StreamMessage::Reader snapshot, const std::string& service) {
  std::string watched;
  for (const auto state : snapshot.getSnapshot()) {
    watched += (watched.empty() ? "" : ", ") + printable(text_of(state.getService()));
  }
  std::cerr << "latido: The monitor watches no service " << printable(service)
            << ". It watches: " << watched << ".\n";
  return ExitCode::refused;
}

std::string outcome(schema::ServiceState::Reader state) {
  const auto who = printable(text_of(state.getService()));
  const auto until = state.getMaintenanceUntilUnixMs();
  if (until != 0) return who + " is in maintenance until " + date_time(until) + ".\n";
  return state.getMaintenance() ? who + " is still in the maintenance window of every day.\n"
                                : who + " is in no maintenance window.\n";
}

// Its window has another end than before: the wish has been heard.
std::optional<StreamMessage> wait_for_change(Session& session,
                                             StreamSocket& stream,
                                             schema::ServiceState::Reader before,
                                             bool end) {
  return wait_for_message(session, stream, [before, end](schema::StreamMessage::Reader message) {
    if (!message.isChange()) return false;
    const auto state = message.getChange();
    const auto until = state.getMaintenanceUntilUnixMs();
    return state.getService() == before.getService() && (until == 0) == end &&
           until != before.getMaintenanceUntilUnixMs();
  });
}

ExitCode maintain(Session& session, const Wanted& wanted) {
  if ((wanted.minutes == 0) != wanted.end) throw UsageError("say either --minutes N or --end.");
  auto stream = open_stream(session);
  const auto snapshot = fetch_snapshot(session, stream);
  if (!snapshot) return no_word_from_monitor(session);
  const auto before = find(snapshot->root(), wanted.service);
  if (!before) return refuse(snapshot->root(), wanted.service);
  const bool json = session.globals().json;
  if (wanted.end && before->getMaintenanceUntilUnixMs() == 0) {
    session.print(json ? snapshot->json() + '\n' : outcome(*before));
    return ExitCode::ok;
  }
  stream.tell(health::encode(health::Maintenance{
      .service = wanted.service, .minutes = static_cast<std::uint16_t>(wanted.minutes)}));
  const auto told = wait_for_change(session, stream, *before, wanted.end);
  if (!told) return no_word_from_monitor(session);
  session.print(json ? told->json() + '\n' : outcome(told->root().getChange()));
  return ExitCode::ok;
}

}  // namespace

void add_maintenance(CLI::App& app, Action& chosen) {
  const auto wanted = std::make_shared<Wanted>();
  Subcommand sub(app, "maintenance", "Open or end a maintenance window of a service", chosen);
  sub.help(kHelp)
      .need("SERVICE", wanted->service, "As the monitor's configuration names it")
      .take_number(
          "--minutes", wanted->minutes, "How long, from now on", 1, health::kMaintenanceMinutesMax)
      .take_flag("--end", wanted->end, "End the window that was opened so");
  sub.action([wanted](Session& session) { return maintain(session, *wanted); });
}

}  // namespace latido::command
