#include "broker/quarantine.h"

#include "broker/limits.h"
#include "broker/service_table.h"
#include "common/ids.h"
#include "common/messaging/header.h"

#include <string_view>

namespace latido::broker {
namespace {

constexpr std::size_t kHeadBytes = 64;

std::string trace_of(const Request& request) {
  if (request.body().size() != 2) return {};
  const auto header = messaging::parse_header(request.body().front());
  return header ? header->trace : std::string();
}

}  // namespace

void Quarantine::add(const Request& request, std::int64_t unix_ms) {
  const std::string_view payload = request.body().back();
  if (entries_.size() >= kQuarantineMax) entries_.pop_front();
  entries_.push_back({request.service->name,
                      trace_of(request),
                      payload.size(),
                      to_hex(payload.substr(0, kHeadBytes)),
                      request.deaths,
                      unix_ms});
}

}  // namespace latido::broker
