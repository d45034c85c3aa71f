#include "comandos/execution.h"

#include "common/wire/event_codec.h"

#include <utility>

namespace latido::comandos {
namespace {

// Nothing is found under it.
constexpr db::TenantId kNoTenant = 0;

}  // namespace

Execution::Execution(db::WriteStore& store, const wire::CommandRequest& request, TurnTime time)
    : store_(store),
      request_(request),
      time_(time),
      tenant_(store.find_tenant(request.tenant).value_or(kNoTenant)) {}

void Execution::keep(std::string_view reply) {
  if (has_books()) store_.save_reply(tenant_, request_.key, request_.hash, reply);
}

bool Execution::has_books() const { return tenant_ != kNoTenant; }

std::uint64_t Execution::head() const {
  return has_books() ? static_cast<std::uint64_t>(store_.head_position(tenant_)) : 0;
}

std::int64_t Execution::append(domain::Event event) {
  if (tenant_ == kNoTenant) tenant_ = store_.intern_tenant(request_.tenant);
  const wire::RecordedEvent recorded{time_.recorded_at_unix_ms, request_.actor, std::move(event)};
  return store_.append(
      tenant_, recorded.event, wire::encode_event(recorded), time_.recorded_at_unix_ms);
}

}  // namespace latido::comandos
