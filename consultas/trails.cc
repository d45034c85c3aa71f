#include "consultas/trails.h"

#include "common/wire/event_codec.h"

namespace latido::consultas {
namespace {

constexpr std::size_t kPageEvents = 5'000;  // after which a page ends
constexpr std::size_t kPageRows = 20'000;
constexpr std::size_t kMaxEvents = 20'000;  // of what the page was at, beyond these

}  // namespace

Checked Trails::each(std::int64_t entity, std::int64_t after, const Take& take) {
  db::EventFilter filter{.after = after, .through = through_};
  for (bool more = true; more;) {
    const auto page = scope_.store.trail(scope_.tenant, entity, filter);
    for (const auto& event : page.events) {
      if (++read_ > kPageEvents + kMaxEvents) {
        return reject(Code::too_large,
                      "asOf",
                      "More has happened up to then than one answer can go through; ask of an "
                      "earlier moment, or read the audit trail.");
      }
      take(event.position, wire::decode_event(event.payload).event);
      filter.after = event.position;
    }
    more = page.more;
  }
  return {};
}

bool Trails::unchanged(std::int64_t entity) const {
  const db::EventFilter later{.after = through_, .limit = 1};
  return scope_.store.trail(scope_.tenant, entity, later).events.empty();
}

bool Trails::enough() const { return read_ >= kPageEvents || rows_ >= kPageRows; }

}  // namespace latido::consultas
