#include "consultas/draft_at.h"

#include "common/wire/event_codec.h"
#include "common/wire/try.h"

#include <stdexcept>
#include <utility>
#include <variant>

namespace latido::consultas {
namespace {

domain::IssueInvoice content_of(const std::string& payload) {
  const auto event = wire::decode_event(payload).event;
  if (const auto* created = std::get_if<domain::DraftCreated>(&event)) return created->content;
  if (const auto* changed = std::get_if<domain::DraftChanged>(&event)) return changed->content;
  throw std::runtime_error("a draft's content is no draft");
}

struct Fold {
  std::int64_t id;
  std::optional<domain::DraftState>& state;

  void operator()(const domain::DraftCreated& e) { state = domain::evolve(id, e); }
  void operator()(const auto& e) {
    if constexpr (requires { domain::evolve(*std::move(state), e); }) {
      if (state) state = domain::evolve(*std::move(state), e);
    }
  }
};

}  // namespace

std::optional<domain::DraftState> draft_now(const Scope& scope, std::int64_t id) {
  const auto found = scope.store.draft_by_id(scope.tenant, id);
  if (!found) return std::nullopt;
  return domain::DraftState{.id = id,
                            .status = found->status,
                            .version = found->version,
                            .content = content_of(found->content)};
}

Result<std::optional<domain::DraftState>> draft_then(Trails& trails, std::int64_t id) {
  std::optional<domain::DraftState> state;
  if (id > trails.through()) return state;
  LATIDO_CHECK(trails.each(id, id - 1, [&](auto, const auto& event) {
    std::visit(Fold{id, state}, event);
  }));
  return state;
}

}  // namespace latido::consultas
