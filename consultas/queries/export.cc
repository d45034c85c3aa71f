#include "common/country.h"
#include "common/export/ubl.h"
#include "common/wire/event_codec.h"
#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/text.h"
#include "common/wire/try.h"
#include "consultas/queries/queries.h"

#include <string_view>
#include <utility>

namespace latido::consultas {
namespace {

constexpr std::size_t kMaxKeyBytes = 128;

using Found = std::optional<db::DocumentView>;

Result<Found> find(const Scope& scope, std::string_view id) {
  constexpr std::string_view kCreditNote = "cn-";
  const bool credit_note = id.substr(0, kCreditNote.size()) == kCreditNote;
  std::int64_t position = 0;
  LATIDO_TRY(position,
             credit_note ? wire::parse_credit_note_id(id, "id") : wire::parse_invoice_id(id, "id"));
  return credit_note ? scope.store.credit_note_by_id(scope.tenant, position)
                     : scope.store.invoice_by_id(scope.tenant, position);
}

Result<std::optional<exports::CufeKey>> read_key(schema::ExportDocument::Reader in) {
  std::optional<exports::CufeKey> key;
  if (!in.hasCufe()) return key;
  key.emplace();
  LATIDO_TRY(key->technical_key,
             wire::check_text(wire::view(in.getCufe().getTechnicalKey()),
                              "cufe.technicalKey",
                              {.min = 1, .max = kMaxKeyBytes}));
  key->environment = in.getCufe().getEnvironment();
  return key;
}

Result<std::optional<exports::Delivery>> read_delivery(schema::ExportDocument::Reader in) {
  std::optional<exports::Delivery> delivery;
  if (!in.hasDelivery()) return delivery;
  delivery.emplace();
  LATIDO_TRY(delivery->date,
             wire::read_date(wire::view(in.getDelivery().getDate()), "delivery.date"));
  delivery->country = wire::view(in.getDelivery().getCountry());
  if (is_country(delivery->country)) return delivery;
  return reject(Code::bad_value,
                "delivery.country",
                "Give the two letters of ISO 3166-1 of the country, such as FR.");
}

exports::ExportedDocument to_export(const Scope& scope, const db::DocumentView& view) {
  exports::ExportedDocument out;
  out.document = view.invoice;
  out.seller = view.seller;
  const auto event = scope.store.event(scope.tenant, view.id).value();
  out.recorded_at_unix_ms = wire::decode_event(event.payload).recorded_at_unix_ms;
  if (view.kind == domain::DocumentKind::credit_note) {
    const auto invoice = scope.store.invoice_by_id(scope.tenant, view.credited_invoice).value();
    out.credited = exports::Credited{invoice.invoice.number, invoice.invoice.issue_date};
    out.reason = view.invoice.note;
  }
  return out;
}

}  // namespace

Checked export_document(const Scope& scope, schema::ExportDocument::Reader in, Answer reply) {
  if (in.getFormat() != schema::ExportFormat::UBL)
    return reject(Code::bad_value, "format", "format must be ubl.");
  Found found;
  LATIDO_TRY(found, find(scope, wire::view(in.getId())));
  std::optional<exports::CufeKey> key;
  LATIDO_TRY(key, read_key(in));
  std::optional<exports::Delivery> delivery;
  LATIDO_TRY(delivery, read_delivery(in));
  if (!found || found->id > scope.as_of.value_or(scope.head))
    return reject(Code::not_found, "id", "There is no such invoice or credit note.");
  auto document = to_export(scope, *found);
  document.delivery = std::move(delivery);
  exports::Exported exported;
  LATIDO_TRY(exported, exports::to_ubl(document, key));
  auto out = reply.initExport();
  out.setFormat(schema::ExportFormat::UBL);
  out.setText(exported.text);
  if (!exported.cufe.empty()) out.setCufe(exported.cufe);
  return {};
}

}  // namespace latido::consultas
