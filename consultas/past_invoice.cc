#include "consultas/past_invoice.h"

#include "common/wire/try.h"

#include <utility>

namespace latido::consultas {

Result<InvoiceHistory> invoice_at(Trails& trails, domain::InvoiceState now) {
  const auto id = now.id;
  InvoiceHistory history(std::move(now));
  LATIDO_CHECK(trails.each(
      id, id, [&](auto position, const auto& event) { history.apply(position, event); }));
  return history;
}

}  // namespace latido::consultas
