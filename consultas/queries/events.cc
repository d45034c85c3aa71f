#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/message.h"
#include "common/wire/try.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"
#include "consultas/trails.h"

#include <stdexcept>

#include <kj/exception.h>

#include "schema/events.capnp.h"

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxFed = 1'000;
constexpr std::uint16_t kMaxTrail = 200;
// Of stored payloads in an answer (one event may go beyond). As JSON each of their bytes takes up
// to four, and an answer stays under 1 MiB (query_service.cc).
constexpr std::size_t kMaxBytes = 96 * 1024;

capnp::Data::Reader as_data(std::string_view bytes) {
  return {reinterpret_cast<const kj::byte*>(bytes.data()), bytes.size()};
}

// The store's bytes are not the client's: they break the world, not the request.
void write_decoded(schema::FeedEvent::Builder out, const db::StoredEvent& event) {
  try {
    const wire::StoredMessage stored(event.payload);
    out.setEvent(stored.root<schema::event::Event>());
  } catch (const kj::Exception& error) {
    throw std::runtime_error(std::string("a stored event cannot be read: ") +
                             error.getDescription().cStr());
  }
}

void write_page(schema::EventPage::Builder out, const db::EventPage& page, bool stored) {
  auto events = out.initEvents(static_cast<unsigned>(page.events.size()));
  for (unsigned i = 0; i < page.events.size(); ++i) {
    const auto& event = page.events[i];
    events[i].setPosition(static_cast<std::uint64_t>(event.position));
    if (stored) {
      events[i].setPayload(as_data(event.payload));
      events[i].setHash(as_data(as_bytes(event.hash)));
    } else {
      write_decoded(events[i], event);
    }
  }
  if (page.more) out.setNextPosition(static_cast<std::uint64_t>(page.events.back().position));
}

// Position of the event that made what the trail is asked of; nothing: there is none such.
using Entity = Result<std::optional<std::int64_t>>;

Entity by_id(const Scope& scope, db::Entity kind, const Result<std::int64_t>& id) {
  if (!id) return tl::make_unexpected(id.error());
  return scope.store.entity(scope.tenant, kind, *id);
}

Entity by_name(const Scope& scope, db::Entity kind, const Result<std::string>& name) {
  if (!name) return tl::make_unexpected(name.error());
  return scope.store.entity(scope.tenant, kind, *name);
}

Entity find(const Scope& scope, schema::AuditTrail::Reader in) {
  using wire::view;
  switch (in.which()) {
    case schema::AuditTrail::INVOICE_ID:
      return by_id(
          scope, db::Entity::invoice, wire::parse_invoice_id(view(in.getInvoiceId()), "invoiceId"));
    case schema::AuditTrail::CREDIT_NOTE_ID:
      return by_id(scope,
                   db::Entity::credit_note,
                   wire::parse_credit_note_id(view(in.getCreditNoteId()), "creditNoteId"));
    case schema::AuditTrail::PAYMENT_ID:
      return by_id(
          scope, db::Entity::payment, wire::parse_payment_id(view(in.getPaymentId()), "paymentId"));
    case schema::AuditTrail::DRAFT_ID:
      return by_id(
          scope, db::Entity::draft, wire::parse_draft_id(view(in.getDraftId()), "draftId"));
    case schema::AuditTrail::CUSTOMER_ID:
      return by_name(
          scope, db::Entity::customer, wire::check_customer_id(view(in.getCustomerId())));
    case schema::AuditTrail::SERIES:
      return by_name(scope, db::Entity::series, wire::check_series(view(in.getSeries())));
    case schema::AuditTrail::PRODUCT_ID:
      return by_name(scope, db::Entity::product, wire::check_product_id(view(in.getProductId())));
    case schema::AuditTrail::PRICE_ID:
      return by_name(scope, db::Entity::price, wire::check_price_id(view(in.getPriceId())));
    case schema::AuditTrail::TAX_CODE:
      return by_name(scope, db::Entity::tax_code, wire::check_tax_code(view(in.getTaxCode())));
    case schema::AuditTrail::BOOKS:
      return std::optional(kBooks);
    case schema::AuditTrail::UNSET:
      break;
  }
  return reject(Code::missing_field, "auditTrail", "Name what the trail is asked of.");
}

}  // namespace

Checked event_feed(const Scope& scope, schema::EventFeed::Reader in, Answer reply) {
  db::EventFilter filter{
      .through = scope.as_of.value_or(0), .limit = in.getLimit(), .max_bytes = kMaxBytes};
  LATIDO_TRY(filter.after, read_number(in.getAfterPosition(), "afterPosition"));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxFed));
  write_page(reply.initEvents(), scope.store.events(scope.tenant, filter), in.getStored());
  return {};
}

Checked audit_trail(const Scope& scope, schema::AuditTrail::Reader in, Answer reply) {
  std::optional<std::int64_t> entity;
  LATIDO_TRY(entity, find(scope, in));
  db::EventFilter filter{
      .through = scope.as_of.value_or(0), .limit = in.getLimit(), .max_bytes = kMaxBytes};
  LATIDO_TRY(filter.after, read_number(in.getAfterPosition(), "afterPosition"));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxTrail));
  if (!entity || *entity > scope.as_of.value_or(scope.head))
    return reject(Code::not_found, "", "There is no such thing in these books.");
  write_page(reply.initEvents(), scope.store.trail(scope.tenant, *entity, filter), false);
  return {};
}

}  // namespace latido::consultas
