#include "common/wire/document_codec.h"
#include "common/wire/ids.h"
#include "common/wire/text.h"
#include "common/wire/try.h"
#include "consultas/past_invoice.h"
#include "consultas/queries/queries.h"

#include <optional>

namespace latido::consultas {
namespace {

using Found = std::optional<db::DocumentView>;

constexpr std::size_t kMaxNumberBytes = 64;
constexpr std::size_t kMaxReferenceBytes = 128;

std::int64_t as_of(const Scope& scope) { return scope.as_of.value_or(scope.head); }

Result<Found> find(const Scope& scope, schema::GetInvoice::Reader in) {
  if (in.isNumber()) {
    std::string number;
    LATIDO_TRY(
        number,
        wire::check_text(wire::view(in.getNumber()), "number", {.min = 1, .max = kMaxNumberBytes}));
    return scope.store.invoice_by_number(scope.tenant, number);
  }
  if (in.isReference()) {
    std::string reference;
    LATIDO_TRY(
        reference,
        wire::check_text(
            wire::view(in.getReference()), "reference", {.min = 1, .max = kMaxReferenceBytes}));
    return scope.store.invoice_by_reference(scope.tenant, reference, as_of(scope));
  }
  std::int64_t id = 0;
  LATIDO_TRY(id, wire::parse_invoice_id(wire::view(in.getId()), "id"));
  return scope.store.invoice_by_id(scope.tenant, id);
}

Result<Found> find(const Scope& scope, schema::GetCreditNote::Reader in) {
  if (in.isNumber()) {
    std::string number;
    LATIDO_TRY(
        number,
        wire::check_text(wire::view(in.getNumber()), "number", {.min = 1, .max = kMaxNumberBytes}));
    return scope.store.credit_note_by_number(scope.tenant, number);
  }
  std::int64_t id = 0;
  LATIDO_TRY(id, wire::parse_credit_note_id(wire::view(in.getId()), "id"));
  return scope.store.credit_note_by_id(scope.tenant, id);
}

void write_settlements(schema::Invoice::Builder out, const db::DocumentView& view) {
  if (view.settlements.empty()) return;
  auto list = out.initSettlements(static_cast<unsigned>(view.settlements.size()));
  for (unsigned i = 0; i < view.settlements.size(); ++i) {
    const auto& one = view.settlements[i];
    list[i].setSource(one.payment == 0 ? "credit" : wire::payment_id_text(one.payment));
    list[i].setAmount(to_text(one.amount, view.state.currency));
  }
}

void write_credit_notes(schema::Invoice::Builder out, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return;
  auto list = out.initCreditNotes(static_cast<unsigned>(ids.size()));
  for (unsigned i = 0; i < ids.size(); ++i) list.set(i, wire::credit_note_id_text(ids[i]));
}

void write_state(schema::Invoice::Builder out, const domain::InvoiceState& state) {
  out.setStatus(std::string(domain::status_name(state.status)));
  out.setPaid(to_text(state.paid, state.currency));
  out.setCredited(to_text(state.credited, state.currency));
  out.setDue(to_text(state.due(), state.currency));
  out.setOutstanding(to_text(state.outstanding(), state.currency));
}

// As it stood then, where the query asks of the past and it has changed since.
Checked go_back(const Scope& scope, db::DocumentView& view) {
  if (!scope.as_of || view.changed <= *scope.as_of) return {};
  Trails trails(scope, *scope.as_of);
  auto history = invoice_at(trails, view.state);
  if (!history) return tl::make_unexpected(history.error());
  view.state = history->state();
  view.credit_notes = history->credit_notes();
  view.settlements.clear();
  for (const auto& [payment, amount] : history->settlements())
    view.settlements.push_back({payment, amount});
  return {};
}

}  // namespace

Checked get_invoice(const Scope& scope, schema::GetInvoice::Reader in, Answer reply) {
  Found found;
  LATIDO_TRY(found, find(scope, in));
  if (!found || found->id > as_of(scope))
    return reject(Code::not_found, "", "There is no such invoice.");
  LATIDO_CHECK(go_back(scope, *found));
  auto out = reply.initInvoice();
  out.setId(wire::invoice_id_text(found->id));
  wire::write_document(out, found->invoice);
  if (found->seller) wire::write_seller(out.initSeller(), *found->seller);
  write_state(out, found->state);
  write_settlements(out, *found);
  write_credit_notes(out, found->credit_notes);
  return {};
}

Checked get_credit_note(const Scope& scope, schema::GetCreditNote::Reader in, Answer reply) {
  Found found;
  LATIDO_TRY(found, find(scope, in));
  if (!found || found->id > as_of(scope))
    return reject(Code::not_found, "", "There is no such credit note.");
  auto out = reply.initCreditNote();
  out.setId(wire::credit_note_id_text(found->id));
  wire::write_document(out, found->invoice, found->of_lines);
  if (found->seller) wire::write_seller(out.initSeller(), *found->seller);
  out.setStatus(std::string(domain::status_name(found->state.status)));
  out.setCredited(to_text(found->state.credited, found->state.currency));
  out.setCreditedInvoice(wire::invoice_id_text(found->credited_invoice));
  return {};
}

}  // namespace latido::consultas
