#include "monitor/address.h"

#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <string_view>

namespace latido::monitor {
namespace {

constexpr std::string_view kScheme = "tcp://";

}  // namespace

std::optional<Address> resolve(const std::string& endpoint) {
  const auto colon = endpoint.rfind(':');
  if (!endpoint.starts_with(kScheme) || colon <= kScheme.size()) return std::nullopt;
  auto host = endpoint.substr(kScheme.size(), colon - kScheme.size());
  const auto port = endpoint.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  Address out;
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (parsed.ec != std::errc() || parsed.ptr != port.data() + port.size() || out.port == 0) {
    return std::nullopt;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0) return std::nullopt;
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, ::freeaddrinfo);
  const auto* chosen = list;
  for (const auto* one = list; one != nullptr; one = one->ai_next) {
    if (one->ai_family == AF_INET && chosen->ai_family != AF_INET) chosen = one;
  }
  std::memcpy(&out.storage, chosen->ai_addr, chosen->ai_addrlen);
  out.length = chosen->ai_addrlen;
  return out;
}

std::string endpoint_of(const Address& address) {
  std::array<char, NI_MAXHOST> host{};
  const auto* raw = reinterpret_cast<const sockaddr*>(&address.storage);
  // Numbers into numbers: no resolver is asked, and there is room for all of them.
  ::getnameinfo(raw, address.length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
  const auto text = address.is_ipv6() ? '[' + std::string(host.data()) + ']' : host.data();
  return std::string(kScheme) + text + ':' + std::to_string(address.port);
}

}  // namespace latido::monitor
