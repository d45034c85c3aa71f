#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/show_health.h"
#include "clients/cpp/command/snapshot.h"

#include <algorithm>
#include <array>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(With a KEY: what became of the command that was sent with it. Asks the one writer, so its answer
counts. Without: whether everything is up, as the broker and the monitor see it; exit code 3
where something is not.

Examples:
  latido status
  latido status 019aaf0e-7c1d-7a55-b5a5-0d7a3c1f2e4b
)";

constexpr std::array<const char*, 2> kServices{client::kCommandService, client::kQueryService};
constexpr char kMmiService[] = "mmi.service";  // RFC 8
constexpr char kMmiFound[] = "200";
constexpr std::chrono::milliseconds kPatience{2000};

ExitCode key_status(Session& session, const std::string& key) {
  capnp::MallocMessageBuilder message;
  auto command = session.new_command(message);
  command.setKey(key);
  command.setCommandStatus();
  return session.run(command, [&](schema::Reply::Reader reply) {
    return show_key_status(reply.getCommandStatus(), session.style());
  });
}

enum class Service { up, nobody, no_answer };

struct Health {
  std::array<Service, kServices.size()> services{};
  std::optional<StreamMessage> monitor;

  [[nodiscard]] bool broker() const {
    return std::none_of(
        services.begin(), services.end(), [](auto s) { return s == Service::no_answer; });
  }
  [[nodiscard]] bool good() const {
    return monitor && all_up(monitor->root()) &&
           std::all_of(services.begin(), services.end(), [](auto s) { return s == Service::up; });
  }
};

Health look(Session& session) {
  auto options = session.client().options();
  options.retry.timeout = std::min(options.retry.timeout, kPatience);
  client::Client client(session.context(), options);
  Health health;
  for (std::size_t i = 0; i < kServices.size(); ++i) {
    const auto answer = client.call(kMmiService, kServices[i]);
    health.services[i] = !answer                        ? Service::no_answer
                         : answer->payload == kMmiFound ? Service::up
                                                        : Service::nobody;
    if (!answer) {
      health.services.fill(Service::no_answer);  // one wait is enough
      break;
    }
  }
  health.monitor = fetch_snapshot(session);
  return health;
}

Cell cell_of(Service service) {
  switch (service) {
    case Service::up:
      return {"served", Color::green};
    case Service::nobody:
      return {"nobody serves it", Color::red};
    case Service::no_answer:
      break;
  }
  return {"not known", Color::red};
}

std::string text_of(const Health& health, const Session& session) {
  const Style style = session.style();
  const Globals& globals = session.globals();
  Table table({{"ASKED"}, {"ANSWER"}, {"AT"}});
  table.add({"broker",
             health.broker() ? Cell("answers", Color::green) : Cell("no answer", Color::red),
             globals.endpoint});
  for (std::size_t i = 0; i < kServices.size(); ++i) {
    table.add({kServices[i], cell_of(health.services[i]), "through the broker"});
  }
  table.add({"monitor",
             health.monitor ? Cell("answers", Color::green) : Cell("no answer", Color::red),
             globals.monitor});
  std::string out = table.text(style);
  if (health.monitor) out += '\n' + show_snapshot(health.monitor->root(), style);
  return out;
}

std::string json_of(const Health& health) {
  std::string out = R"({"broker":)" + std::string(health.broker() ? "true" : "false");
  for (std::size_t i = 0; i < kServices.size(); ++i) {
    const bool up = health.services[i] == Service::up;
    out += std::string(",\"") + kServices[i] + "\":" + (up ? "true" : "false");
  }
  return out + R"(,"monitor":)" + (health.monitor ? health.monitor->json() : "null") + "}\n";
}

ExitCode status(Session& session, const std::string& key) {
  if (!key.empty()) return key_status(session, key);
  const Health health = look(session);
  session.print(session.globals().json ? json_of(health) : text_of(health, session));
  return health.good() ? ExitCode::ok : ExitCode::no_answer;
}

}  // namespace

void add_status(CLI::App& app, Action& chosen) {
  const auto key = std::make_shared<std::string>();
  Subcommand sub(app, "status", "Show whether all is up, or what became of a key", chosen);
  sub.help(kHelp).take("KEY", *key, "Idempotency key of a command");
  sub.action([key](Session& session) { return status(session, *key); });
}

}  // namespace latido::command
