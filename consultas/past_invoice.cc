#include "consultas/past_invoice.h"

#include "common/wire/event_codec.h"

#include <utility>

namespace latido::consultas {

InvoiceHistory invoice_at(const Scope& scope, domain::InvoiceState now, std::int64_t position) {
  const auto id = now.id;
  InvoiceHistory history(std::move(now));
  db::EventFilter filter{.after = id, .through = position};
  for (bool more = true; more;) {
    const auto page = scope.store.trail(scope.tenant, id, filter);
    for (const auto& event : page.events) {
      history.apply(event.position, wire::decode_event(event.payload).event);
      filter.after = event.position;
    }
    more = page.more;
  }
  return history;
}

}  // namespace latido::consultas
