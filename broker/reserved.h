#pragma once

#include <string_view>

// Names that the broker serves itself; no worker may register them. MMI is RFC 8.
namespace latido::broker {

inline constexpr std::string_view kBrokerService = "broker";
inline constexpr std::string_view kMmiPrefix = "mmi.";
inline constexpr std::string_view kMmiService = "mmi.service";
inline constexpr std::string_view kMmiFound = "200";
inline constexpr std::string_view kMmiNotFound = "404";
inline constexpr std::string_view kMmiNotImplemented = "501";

inline bool is_reserved(std::string_view service) {
  return service == kBrokerService || service.starts_with(kMmiPrefix);
}

}  // namespace latido::broker
