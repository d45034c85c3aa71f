#include "monitor/config.h"

#include "common/wire/json_escapes.h"

#include <algorithm>
#include <fstream>
#include <set>

#include <capnp/compat/json.h>
#include <capnp/message.h>
#include <kj/exception.h>

#include "schema/health.capnp.h"

namespace latido::monitor {
namespace {

constexpr std::size_t kConfigMax = 256 * 1024;
constexpr std::size_t kServicesMax = 1000;
constexpr std::size_t kNameMax = 64;
constexpr std::size_t kNestingMax = 8;

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

WatchedService read(schema::WatchedService::Reader in) {
  WatchedService out{.name = text_of(in.getName()),
                     .beat_endpoint = text_of(in.getBeatEndpoint()),
                     .process = text_of(in.getProcess()),
                     .restart = {},
                     .log_file = text_of(in.getLogFile()),
                     .depends_on = {},
                     .restart_when_hung = in.getWhenHung() == schema::WhenHung::RESTART,
                     .stack_file = text_of(in.getStackFile()),
                     .maintenance = {},
                     .address = {}};
  for (const auto word : in.getRestart()) out.restart.push_back(text_of(word));
  for (const auto window : in.getMaintenance()) {
    const auto from = minute_of_day(text_of(window.getFromUtc()));
    out.maintenance.push_back({.from_minute = from.value_or(-1), .minutes = window.getMinutes()});
  }
  for (const auto name : in.getDependsOn()) out.depends_on.push_back(text_of(name));
  return out;
}

bool is_plain(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Result<void> check(const WatchedService& service, const std::string& at) {
  if (service.name.empty())
    return reject(Code::missing_field, at + ".name", "a service needs a name");
  if (service.name.size() > kNameMax) {
    return reject(Code::too_long, at + ".name", "at most 64 characters");
  }
  if (!is_plain(service.name)) {
    return reject(Code::bad_value, at + ".name", "printable ASCII without spaces only");
  }
  if (service.beat_endpoint.empty()) {
    return reject(
        Code::missing_field, at + ".beatEndpoint", "where its beats come from: tcp://HOST:PORT");
  }
  if (!service.restart.empty() && service.restart.front().empty()) {
    return reject(Code::bad_value, at + ".restart", "the first word is the program to run");
  }
  for (const auto& window : service.maintenance) {
    if (window.from_minute < 0 || window.minutes == 0) {
      return reject(Code::bad_value,
                    at + ".maintenance",
                    "a window is fromUtc, as \"22:30\", and minutes, at least 1");
    }
  }
  if (service.restart_when_hung && service.restart.empty()) {
    return reject(
        Code::missing_field, at + ".restart", "whenHung needs a command to start it again");
  }
  return {};
}

Result<void> check_dependencies(const std::vector<WatchedService>& services,
                                const std::set<std::string>& names) {
  for (std::size_t i = 0; i < services.size(); ++i) {
    for (const auto& name : services[i].depends_on) {
      const auto at = "services[" + std::to_string(i) + "].dependsOn";
      if (!names.contains(name)) {
        return reject(Code::bad_value, at, "'" + name + "' is not watched");
      }
      if (name == services[i].name) return reject(Code::bad_value, at, "it cannot be itself");
    }
  }
  return {};
}

Result<std::vector<Hook>> read_hooks(schema::MonitorConfig::Reader in) {
  std::vector<Hook> out;
  for (const auto hook : in.getHooks()) {
    const auto at = "hooks[" + std::to_string(out.size()) + "]";
    out.push_back({.exec = {}, .webhook = text_of(hook.getWebhook())});
    for (const auto word : hook.getExec()) out.back().exec.push_back(text_of(word));
    const auto& url = out.back().webhook;
    if (out.back().exec.empty() == url.empty()) {
      return reject(Code::bad_value, at, "a hook is either exec or webhook");
    }
    if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://")) {
      return reject(Code::bad_value, at + ".webhook", "http:// or https:// only");
    }
    if (url.empty() && out.back().exec.front().empty()) {
      return reject(Code::bad_value, at + ".exec", "the first word is the program to run");
    }
  }
  return out;
}

Result<std::vector<WatchedService>> read_services(schema::MonitorConfig::Reader in) {
  std::vector<WatchedService> out;
  std::set<std::string> names;
  if (in.getServices().size() == 0) {
    return reject(Code::missing_field, "services", "name at least one service to watch");
  }
  if (in.getServices().size() > kServicesMax) {
    return reject(Code::too_long, "services", "at most 1000 services");
  }
  for (const auto service : in.getServices()) {
    const auto at = "services[" + std::to_string(out.size()) + "]";
    out.push_back(read(service));
    if (auto ok = check(out.back(), at); !ok) return tl::make_unexpected(ok.error());
    if (!names.insert(out.back().name).second) {
      return reject(Code::bad_value, at + ".name", "'" + out.back().name + "' is named twice");
    }
  }
  if (auto ok = check_dependencies(out, names); !ok) return tl::make_unexpected(ok.error());
  return out;
}

Result<Config> read(schema::MonitorConfig::Reader in) {
  auto services = read_services(in);
  if (!services) return tl::make_unexpected(services.error());
  auto hooks = read_hooks(in);
  if (!hooks) return tl::make_unexpected(hooks.error());
  return Config{.services = *std::move(services), .hooks = *std::move(hooks)};
}

// Cap'n Proto's own words, with the code that fits them.
Rejection refusal_of(const kj::Exception& error) {
  const std::string_view words(error.getDescription().cStr());
  constexpr std::string_view kUnknown = "Unknown field";
  const bool unknown = words.find(kUnknown) != std::string_view::npos;
  return {unknown ? Code::unknown_field : Code::malformed_json, "", std::string(words)};
}

}  // namespace

Result<Config> parse_config(std::string_view text) {
  if (text.size() > kConfigMax) return reject(Code::too_large, "", "at most 256 KiB");
  const auto resolved = wire::resolve_unicode_escapes(text);
  if (!resolved) return reject(Code::malformed_json, "", "a \\u escape that is no character");
  capnp::JsonCodec json;
  json.setRejectUnknownFields(true);
  json.setMaxNestingDepth(kNestingMax);
  try {
    capnp::MallocMessageBuilder builder;
    auto root = builder.initRoot<schema::MonitorConfig>();
    json.decode(kj::arrayPtr(resolved->data(), resolved->size()), root);
    return read(root.asReader());
  } catch (const kj::Exception& error) {
    return tl::make_unexpected(refusal_of(error));
  }
}

Result<Config> load_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kConfigMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.eof() && !file) return reject(Code::not_found, path, "cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return parse_config(text);
}

Result<void> find_hosts(std::vector<WatchedService>& services) {
  for (std::size_t i = 0; i < services.size(); ++i) {
    const auto& endpoint = services[i].beat_endpoint;
    const auto address = resolve(endpoint);
    if (!address) {
      return reject(Code::bad_value,
                    "services[" + std::to_string(i) + "].beatEndpoint",
                    "'" + endpoint + "' is not tcp://HOST:PORT of a host that can be found");
    }
    services[i].address = *address;
  }
  return {};
}

}  // namespace latido::monitor
