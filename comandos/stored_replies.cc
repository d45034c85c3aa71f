#include "comandos/stored_replies.h"

#include "common/wire/ids.h"
#include "common/wire/reply_check.h"
#include "common/wire/reply_codec.h"

#include <stdexcept>
#include <utility>
#include <variant>

namespace latido::comandos {
namespace {

// What each kind of event came to.
struct Effects {
  const db::AppliedEvent& of;
  db::Standing& after;

  wire::Effect operator()(const domain::CustomerCreated& e) {
    return customer(e.customer.customer_id);
  }
  wire::Effect operator()(const domain::CustomerUpdated& e) {
    return customer(e.customer.customer_id);
  }
  wire::Effect operator()(const domain::CustomerArchived& e) { return customer(e.customer_id); }
  wire::Effect operator()(const domain::ProductCreated& e) { return named(e.product.product_id); }
  wire::Effect operator()(const domain::ProductArchived& e) { return named(e.product_id); }
  wire::Effect operator()(const domain::PriceCreated& e) { return named(e.price.price_id); }
  wire::Effect operator()(const domain::PriceArchived& e) { return named(e.price_id); }
  wire::Effect operator()(const domain::TaxRateDefined& e) { return named(e.tax_code); }
  wire::Effect operator()(const domain::TaxRateRetired& e) { return named(e.tax_code); }
  wire::Effect operator()(const domain::SeriesCreated& e) { return named(e.series); }
  wire::Effect operator()(const domain::SeriesClosed& e) { return named(e.series); }
  wire::Effect operator()(const domain::RangeExtended& e) { return named(e.series); }
  wire::Effect operator()(const domain::PeriodClosed& e) { return named(to_text(e.through)); }
  wire::Effect operator()(const domain::PolicySet&) { return named(std::string(of.tenant_name)); }
  wire::Effect operator()(const domain::SellerSet&) { return named(std::string(of.tenant_name)); }

  wire::Effect operator()(const domain::DraftCreated&) { return draft(of.position, "draft"); }
  wire::Effect operator()(const domain::DraftChanged& e) { return draft(e.draft, "draft"); }
  wire::Effect operator()(const domain::DraftDeleted& e) { return draft(e.draft, "deleted"); }

  wire::Effect operator()(const domain::InvoiceIssued& e) {
    auto effect = invoice(of.position);
    effect.totals = e.invoice.totals;
    return effect;
  }
  wire::Effect operator()(const domain::InvoiceVoided& e) { return invoice(e.invoice); }
  wire::Effect operator()(const domain::InvoiceWrittenOff& e) { return invoice(e.invoice); }
  wire::Effect operator()(const domain::InvoiceRecovered& e) { return invoice(e.invoice); }
  wire::Effect operator()(const domain::CreditNoteIssued& e) {
    const auto& document = e.note.document;
    auto effect = named(wire::credit_note_id_text(of.position));
    effect.totals = document.totals;
    effect.number = document.number;
    effect.status = "issued";
    effect.credit = credit(document.customer.customer_id, document.currency);
    return effect;
  }

  wire::Effect operator()(const domain::PaymentRecorded& e) {
    return with_invoice(payment(of.position), e.allocations);
  }
  wire::Effect operator()(const domain::PaymentAllocated& e) { return payment(e.payment); }
  wire::Effect operator()(const domain::AllocationUndone& e) {
    return with_invoice(payment(e.payment), e.allocations);
  }
  wire::Effect operator()(const domain::PaymentReversed& e) { return payment(e.payment); }
  wire::Effect operator()(const domain::PaymentRefunded& e) { return payment(e.payment); }
  wire::Effect operator()(const domain::CreditApplied& e) {
    return with_credit(invoice(e.allocation.invoice), e.customer_id);
  }
  wire::Effect operator()(const domain::CreditUnapplied& e) {
    return with_credit(invoice(e.allocation.invoice), e.customer_id);
  }
  wire::Effect operator()(const domain::BalanceAdjusted& e) {
    return credited(e.customer_id, e.currency);
  }
  wire::Effect operator()(const domain::CreditRefunded& e) {
    return credited(e.customer_id, e.currency);
  }

  [[nodiscard]] wire::Effect named(std::string id) const {
    return {.id = std::move(id), .position = of.position};
  }
  wire::Effect customer(const std::string& id) {
    auto effect = named(id);
    effect.version = after.customer_version(of.tenant, id);
    return effect;
  }
  wire::Effect credited(const std::string& customer_id, Currency currency) {
    auto effect = named(customer_id);
    effect.credit = credit(customer_id, currency);
    return effect;
  }
  wire::Effect draft(std::int64_t position, const char* status) {
    auto effect = named(wire::draft_id_text(position));
    effect.version = after.draft_version(of.tenant, position);
    effect.status = status;
    return effect;
  }
  wire::Effect invoice(std::int64_t position) {
    auto effect = named(wire::invoice_id_text(position));
    effect.invoice = after.invoice(of.tenant, position);
    return effect;
  }
  wire::Effect payment(std::int64_t position) {
    const auto state = after.payment(of.tenant, position);
    if (!state) throw std::runtime_error("an event of a payment that is not there");
    auto effect = named(wire::payment_id_text(position));
    effect.credit = credit(state->customer_id, state->currency);
    return effect;
  }
  // A payment of one invoice tells how that stands.
  wire::Effect with_invoice(wire::Effect effect,
                            const std::vector<domain::Allocation>& allocations) {
    if (allocations.size() == 1)
      effect.invoice = after.invoice(of.tenant, allocations.front().invoice);
    return effect;
  }
  wire::Effect with_credit(wire::Effect effect, const std::string& customer_id) {
    effect.credit = credit(customer_id, effect.invoice.value().currency);
    return effect;
  }
  wire::Credit credit(const std::string& customer_id, Currency currency) {
    return {after.credit(of.tenant, customer_id, currency), currency};
  }
};

class StoredReplies final : public db::ReplyForm {
 public:
  [[nodiscard]] std::string reply_to(const db::AppliedEvent& applied,
                                     db::Standing& after) const override {
    return wire::done_reply(std::visit(Effects{applied, after}, applied.event));
  }
  [[nodiscard]] std::int64_t told_by(std::string_view reply) const override {
    return wire::told_position(reply);
  }
  [[nodiscard]] std::optional<Difference> difference(std::string_view stored,
                                                     std::string_view expected) const override {
    auto found = wire::reply_difference(stored, expected);
    if (!found) return std::nullopt;
    return Difference{
        std::move(found->field), std::move(found->stored), std::move(found->expected)};
  }
};

}  // namespace

const db::ReplyForm& stored_replies() {
  static const StoredReplies replies;
  return replies;
}

}  // namespace latido::comandos
