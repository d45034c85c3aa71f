#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show_health.h"
#include "clients/cpp/command/snapshot.h"
#include "common/health/beat_codec.h"

#include <iostream>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Says that a person has seen an incident of the monitor's: all who follow its stream, and the hooks,
are told. status and watch show the ids of the open ones. Exit code 1: no such incident is open.

Examples:
  latido ack 6f0c12ab-1
)";

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

// Nothing where there is no such open one.
std::optional<schema::Incident::Reader> find_open(schema::StreamMessage::Reader snapshot,
                                                  const std::string& id) {
  for (const auto incident : snapshot.getIncidents()) {
    if (text_of(incident.getId()) == id) return incident;
  }
  return std::nullopt;
}

ExitCode refuse(schema::StreamMessage::Reader snapshot, const std::string& id) {
  std::string open;
  for (const auto incident : snapshot.getIncidents()) {
    open += (open.empty() ? "" : ", ") + printable(text_of(incident.getId()));
  }
  std::cerr << "latido: No incident " << printable(id) << " is open. "
            << (open.empty() ? "None is." : "Open: " + open + ".") << '\n';
  return ExitCode::refused;
}

// It is told of by another person's acknowledgement as well, or by its end.
bool is_news_of(schema::StreamMessage::Reader message, const std::string& id) {
  if (!message.isIncident() || text_of(message.getIncident().getId()) != id) return false;
  return message.getIncident().getEvent() == schema::IncidentEvent::ACKNOWLEDGED ||
         message.getIncident().getEvent() == schema::IncidentEvent::RESOLVED;
}

ExitCode acknowledge(Session& session, const std::string& id) {
  auto stream = open_stream(session);
  const auto snapshot = fetch_snapshot(session, stream);
  if (!snapshot) return no_word_from_monitor(session);
  const auto incident = find_open(snapshot->root(), id);
  if (!incident) return refuse(snapshot->root(), id);
  if (incident->getAcknowledged()) {
    session.print(session.globals().json
                      ? snapshot->json() + '\n'
                      : "Incident " + printable(id) + " was acknowledged before.\n");
    return ExitCode::ok;
  }
  stream.tell(health::encode(health::Acknowledge{id}));
  const auto told =
      wait_for_message(session, stream, [&id](auto message) { return is_news_of(message, id); });
  if (!told) return no_word_from_monitor(session);
  session.print(session.globals().json ? told->json() + '\n'
                                       : show_change(told->root(), session.style()));
  return told->root().getIncident().getAcknowledged() ? ExitCode::ok : ExitCode::refused;
}

}  // namespace

void add_acknowledge(CLI::App& app, Action& chosen) {
  const auto id = std::make_shared<std::string>();
  Subcommand sub(app, "ack", "Acknowledge an incident", chosen);
  sub.help(kHelp).need("INCIDENT", *id, "Id of an open incident");
  sub.action([id](Session& session) { return acknowledge(session, *id); });
}

}  // namespace latido::command
