#include "monitor/nmap_prober.h"

#include "monitor/run_to_end.h"

#include <array>
#include <chrono>
#include <netdb.h>
#include <system_error>
#include <unistd.h>

#include <spdlog/spdlog.h>

namespace latido::monitor {
namespace {

constexpr char kNmap[] = "/usr/bin/nmap";
constexpr std::chrono::seconds kPatience{20};

// In digits.
std::string host_of(const Address& address) {
  std::array<char, NI_MAXHOST> host{};
  const auto* generic = reinterpret_cast<const sockaddr*>(&address.storage);
  const int failed =
      ::getnameinfo(generic, address.length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
  return failed == 0 ? host.data() : "";
}

// -n and -Pn: no names, no pings; -sT: a connect, which needs no privilege.
std::vector<std::string> command_for(const Address& address, const std::string& host) {
  const auto port = std::to_string(address.port);
  std::vector<std::string> words{kNmap, "-n", "-Pn", "-sT", "--max-retries", "0"};
  words.insert(words.end(), {"--host-timeout", "3s", "-oG", "-", "-p", port, host});
  if (address.storage.ss_family == AF_INET6) words.emplace_back("-6");
  return words;
}

std::string output_of(const std::vector<std::string>& words) {
  try {
    return run_to_end({.words = words, .keep_output = true, .patience = kPatience}).output;
  } catch (const std::system_error&) {  // removed meanwhile
    return "";
  }
}

const char* name_of(PortState port) {
  constexpr std::array kNames{"unprobed", "open", "closed", "filtered"};
  return kNames.at(static_cast<std::size_t>(port));
}

PortState probe(const Address& address) {
  const auto host = host_of(address);
  if (host.empty()) return PortState::unprobed;
  const auto output = output_of(command_for(address, host));
  const auto found = parse_nmap(output, address.port).value_or(PortState::unprobed);
  spdlog::debug("nmap finds port {} of {} {}", address.port, host, name_of(found));
  return found;
}

}  // namespace

// "Host: 127.0.0.1 ()\tPorts: 5001/open/tcp//commplex-link///"
std::optional<PortState> parse_nmap(std::string_view output, std::uint16_t port) {
  const auto field = "Ports: " + std::to_string(port) + '/';
  const auto at = output.find(field);
  if (at == std::string_view::npos) return std::nullopt;
  const auto state = output.substr(at + field.size());
  if (state.starts_with("open/")) return PortState::open;
  if (state.starts_with("closed/")) return PortState::closed;
  if (state.starts_with("filtered/")) return PortState::filtered;
  return std::nullopt;
}

bool choose_nmap(const std::string& prober) {
  if (prober != "nmap") return false;
  const bool installed = ::access(kNmap, X_OK) == 0;
  if (!installed) spdlog::warn("nmap is not installed; ports are probed with a connect");
  return installed;
}

NmapProber::NmapProber()
    : thread_([](const Order& order) {
        return Result{order.owner, probe(order.address)};
      }) {}

void NmapProber::start(const Address& address, std::size_t owner) {
  if (waiting_.insert(owner).second) thread_.give({address, owner});
}

std::vector<NmapProber::Result> NmapProber::take_results() {
  auto results = thread_.take();
  for (const auto& result : results) waiting_.erase(result.owner);
  return results;
}

}  // namespace latido::monitor
