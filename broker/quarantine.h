#pragma once

#include "broker/request_table.h"

#include <cstdint>
#include <deque>
#include <string>

namespace latido::broker {

struct Quarantined {
  std::string service;
  std::string trace;
  std::size_t size = 0;  // of the payload, bytes
  std::string head_hex;  // its first 64 bytes
  std::uint32_t deaths = 0;
  std::int64_t unix_ms = 0;
};

// What killed worker after worker, kept for a person to look at. When it is full the oldest entry
// goes.
class Quarantine {
 public:
  void add(const Request& request, std::int64_t unix_ms);
  [[nodiscard]] const std::deque<Quarantined>& entries() const { return entries_; }

 private:
  std::deque<Quarantined> entries_;
};

}  // namespace latido::broker
