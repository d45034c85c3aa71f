#include "clients/cpp/command/show_health.h"

#include "clients/cpp/command/show_availability.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

namespace latido::command {
namespace {

constexpr std::int64_t kLastUnixMs = 253'402'300'799'999;  // of the year 9999
constexpr std::size_t kServiceWidth = 10;
constexpr std::size_t kVerdictWidth = 13;

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

Cell verdict_cell(schema::Verdict verdict) {
  switch (verdict) {
    case schema::Verdict::UNKNOWN:
      return {"unknown", Color::yellow};
    case schema::Verdict::STARTING:
      return {"starting", Color::yellow};
    case schema::Verdict::UP:
      return {"up", Color::green};
    case schema::Verdict::DEGRADED:
      return {"degraded", Color::yellow};
    case schema::Verdict::HUNG:
      return {"hung", Color::red};
    case schema::Verdict::STOPPED:
      return {"stopped", Color::red};
    case schema::Verdict::CRASHED:
      return {"crashed", Color::red};
    case schema::Verdict::UNREACHABLE:
      return {"unreachable", Color::red};
    case schema::Verdict::STARVED:
      return {"starved", Color::red};
    case schema::Verdict::IO_STALL:
      return {"I/O stall", Color::red};
    case schema::Verdict::LISTENER_LOST:
      return {"listener lost", Color::red};
    case schema::Verdict::FILTERED:
      return {"filtered", Color::red};
    case schema::Verdict::IMPOSTOR:
      return {"impostor", Color::red};
  }
  return {"other", Color::red};  // of a newer monitor
}

std::string age_text(std::int64_t ms) { return ms < 0 ? "never" : std::to_string(ms) + " ms"; }

std::string pid_text(std::uint32_t pid) { return pid == 0 ? "" : std::to_string(pid); }

const char* event_name(schema::IncidentEvent event) {
  switch (event) {
    case schema::IncidentEvent::OPENED:
      return "opened";
    case schema::IncidentEvent::GROWN:
      return "grown";
    case schema::IncidentEvent::ACKNOWLEDGED:
      return "acknowledged";
    case schema::IncidentEvent::RESOLVED:
      break;
  }
  return "resolved";
}

std::string cause_of(schema::ServiceState::Reader state) {
  std::string cause = text_of(state.getEvidence().getCause());
  if (state.getFlapping()) cause += cause.empty() ? "Flapping." : " Flapping.";
  const auto until = state.getMaintenanceUntilUnixMs();
  const auto window = "In maintenance" + (until == 0 ? "." : " until " + date_time(until) + ".");
  if (state.getMaintenance()) cause += (cause.empty() ? "" : " ") + window;
  if (state.getRecovering()) cause += cause.empty() ? "Restart under way." : " Restart under way.";
  return cause;
}

// "14:35:40.123Z  comandos    crashed        cause"
std::string line(
    std::int64_t unix_ms, std::string who, const Cell& what, const std::string& why, Style style) {
  Table table({{std::string(kServiceWidth, ' ')}, {std::string(kVerdictWidth, ' ')}, {""}});
  table.add({std::move(who), what, why});
  std::string rows = table.text({.rules = false, .color = style.color});
  rows.erase(0, rows.find('\n') + 1);  // the titles
  return clock_time(unix_ms) + "  " + rows;
}

// "6f0c12ab-1 broker: cause (with comandos, consultas)"
std::string incident_text(schema::Incident::Reader incident) {
  std::string with;
  for (const auto name : incident.getServices()) {
    if (text_of(name) != text_of(incident.getRoot()))
      with += (with.empty() ? "" : ", ") + text_of(name);
  }
  return text_of(incident.getId()) + " " + text_of(incident.getRoot()) + ": " +
         text_of(incident.getCause()) + (with.empty() ? "" : " (with " + with + ")");
}

// "14:35:40.123Z  incident    opened         6f0c12ab-1 broker: cause"
std::string incident_line(std::int64_t at, schema::Incident::Reader incident, Style style) {
  const bool resolved = incident.getEvent() == schema::IncidentEvent::RESOLVED;
  const Cell what(event_name(incident.getEvent()), resolved ? Color::green : Color::red);
  return line(at, "incident", what, incident_text(incident), style);
}

}  // namespace

std::string clock_time(std::int64_t unix_ms) { return date_time(unix_ms).substr(11); }

std::string date_time(std::int64_t unix_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds(std::clamp<std::int64_t>(unix_ms, 0, kLastUnixMs))};
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(at - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(),
                text.size(),
                "%04d-%02u-%02u %02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text.data();
}

bool all_up(schema::StreamMessage::Reader snapshot) {
  bool up = !snapshot.getBlind() && snapshot.getSnapshot().size() > 0;
  for (const auto service : snapshot.getSnapshot()) {
    up = up && service.getVerdict() == schema::Verdict::UP;
  }
  return up;
}

std::string show_snapshot(schema::StreamMessage::Reader message, Style style) {
  std::string out = "As the monitor saw it at " + date_time(message.getUnixMs()) + ", change " +
                    std::to_string(message.getSequence()) + "\n";
  if (message.getBlind()) {
    out += "The monitor is BLIND, its verdicts are frozen: " +
           printable(text_of(message.getBlindReason())) + '\n';
  }
  std::vector<Column> columns{{"SERVICE"},
                              {"VERDICT"},
                              {"SINCE"},
                              {"LAST BEAT", Align::right},
                              {"PID", Align::right},
                              {"RESTARTS", Align::right},
                              {"CAUSE"}};
  const bool history = message.getAvailability().size() > 0;
  if (history) columns.insert(columns.end() - 1, {"24 H", Align::right});
  Table table(std::move(columns));
  for (const auto state : message.getSnapshot()) {
    std::vector<Cell> row{text_of(state.getService()),
                          verdict_cell(state.getVerdict()),
                          date_time(state.getSinceUnixMs()),
                          age_text(state.getLastBeatAgeMs()),
                          pid_text(state.getPid()),
                          std::to_string(state.getRestarts()),
                          cause_of(state)};
    if (history) {
      row.insert(row.end() - 1, availability_today(message, text_of(state.getService())));
    }
    table.add(std::move(row));
  }
  out += table.text(style);
  for (const auto incident : message.getIncidents()) {
    out += "Open since " + date_time(incident.getOpenedUnixMs()) +
           (incident.getAcknowledged() ? ", acknowledged: " : ": ") +
           printable(incident_text(incident)) + '\n';
  }
  return out;
}

std::string show_change(schema::StreamMessage::Reader message, Style style) {
  const std::int64_t at = message.getUnixMs();
  if (message.isChange()) {
    const auto state = message.getChange();
    return line(
        at, text_of(state.getService()), verdict_cell(state.getVerdict()), cause_of(state), style);
  }
  if (message.isIncident()) return incident_line(at, message.getIncident(), style);
  const Cell sight = message.getBlind() ? Cell("BLIND", Color::red) : Cell("sees", Color::green);
  const std::string why = message.getBlind()
                              ? "Its verdicts are frozen: " + text_of(message.getBlindReason())
                              : "It watches again.";
  return line(at, "monitor", sight, why, style);
}

std::string show_notice(Notice notice, std::int64_t unix_ms, Style style) {
  switch (notice) {
    case Notice::monitor_restarted:
      return line(unix_ms,
                  "monitor",
                  {"restarted", Color::yellow},
                  "A new epoch; asking for all of it.",
                  style);
    case Notice::missed_changes:
      return line(unix_ms,
                  "stream",
                  {"gap", Color::yellow},
                  "Changes were missed; asking for all of it.",
                  style);
    case Notice::monitor_silent:
      return line(unix_ms,
                  "monitor",
                  {"silent", Color::red},
                  "Not a word for 3 s; what was shown may be out of date.",
                  style);
    case Notice::monitor_back:
      return line(unix_ms, "monitor", {"heard", Color::green}, "It speaks again.", style);
  }
  return {};
}

}  // namespace latido::command
