#pragma once

#include "comandos/domain/state.h"
#include "consultas/trails.h"

#include <cstdint>
#include <optional>

namespace latido::consultas {

// The draft now, or after the event at trails.through(). Nothing: there is none, or was none then.
// TOO_LARGE.
std::optional<domain::DraftState> draft_now(const Scope& scope, std::int64_t id);
Result<std::optional<domain::DraftState>> draft_then(Trails& trails, std::int64_t id);

}  // namespace latido::consultas
