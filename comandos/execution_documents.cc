#include "comandos/execution.h"
#include "common/wire/event_codec.h"
#include "common/wire/ids.h"

#include <stdexcept>
#include <utility>
#include <variant>

// Drafts, invoices and credit notes.
namespace latido::comandos {
namespace {

class StoreCatalogue final : public domain::Catalogue {
 public:
  StoreCatalogue(db::WriteStore& store, db::TenantId tenant) : store_(store), tenant_(tenant) {}

  std::optional<domain::PriceState> price(const std::string& price_id) override {
    return store_.find_price(tenant_, price_id);
  }
  std::optional<domain::TaxRateState> tax_rate(const std::string& tax_code) override {
    return store_.find_tax_rate(tenant_, tax_code);
  }

 private:
  db::WriteStore& store_;
  db::TenantId tenant_;
};

// A draft's content is that of the last event that wrote it.
domain::IssueInvoice draft_content(std::string_view payload) {
  auto recorded = wire::decode_event(payload);
  if (auto* created = std::get_if<domain::DraftCreated>(&recorded.event)) {
    return std::move(created->content);
  }
  if (auto* changed = std::get_if<domain::DraftChanged>(&recorded.event)) {
    return std::move(changed->content);
  }
  throw db::StoreError("a draft whose content is in an event of another kind");
}

auto draft_changed(std::int64_t draft, std::uint32_t version, const char* status) {
  return [draft, version, status](const auto&, std::int64_t position) {
    return wire::Effect{.id = wire::draft_id_text(draft == 0 ? position : draft),
                        .position = position,
                        .version = version,
                        .status = status};
  };
}

// How the invoice stands after an event of its own.
auto invoice_changed(const std::optional<domain::InvoiceState>& before) {
  return [&before](const auto& event, std::int64_t position) {
    return wire::Effect{.id = wire::invoice_id_text(before->id),
                        .position = position,
                        .invoice = domain::evolve(*before, event)};
  };
}

}  // namespace

Result<domain::InvoiceIssued> Execution::decide_issue(const domain::IssueInvoice& command) {
  StoreCatalogue catalogue(store_, tenant_);
  const auto books = store_.books(tenant_);
  return domain::decide(command,
                        {.series = store_.find_series(tenant_, command.series),
                         .customer = store_.find_customer(tenant_, command.customer_id),
                         .books = books,
                         .catalogue = catalogue,
                         .today = domain::issue_day(books, time_.now_unix_ms),
                         .largest_balance = largest_balance(command.currency)});
}

Execution::Effect Execution::issued(const domain::InvoiceIssued& event) {
  const auto position = append(event);
  return wire::Effect{.id = wire::invoice_id_text(position),
                      .position = position,
                      .invoice = domain::evolve(position, event),
                      .totals = event.invoice.totals};
}

Execution::Effect Execution::run(const domain::IssueInvoice& command) {
  const auto event = decide_issue(command);
  if (!event) return tl::make_unexpected(event.error());
  return issued(*event);
}

Result<domain::Invoice> Execution::preview(const domain::IssueInvoice& command) {
  auto event = decide_issue(command);
  if (!event) return tl::make_unexpected(std::move(event).error());
  return std::move(event->invoice);
}

std::optional<domain::DraftState> Execution::find_draft(std::int64_t draft) {
  auto row = store_.find_draft(tenant_, draft);
  if (!row) return std::nullopt;
  return domain::DraftState{.id = draft,
                            .status = row->status,
                            .version = row->version,
                            .content = draft_content(row->content)};
}

Execution::Effect Execution::run(const domain::CreateDraft& command) {
  return book(domain::decide(command, store_.find_customer(tenant_, command.content.customer_id)),
              draft_changed(0, 1, "draft"));
}

Execution::Effect Execution::run(const domain::SetLines& command) {
  const auto draft = find_draft(command.draft);
  return book(domain::decide(command, draft),
              draft_changed(command.draft, draft ? draft->version + 1 : 0, "draft"));
}

Execution::Effect Execution::run(const domain::UpdateDraft& command) {
  const auto draft = find_draft(command.draft);
  return book(
      domain::decide(command, draft, store_.find_customer(tenant_, command.content.customer_id)),
      draft_changed(command.draft, draft ? draft->version + 1 : 0, "draft"));
}

Execution::Effect Execution::run(const domain::DeleteDraft& command) {
  const auto draft = find_draft(command.draft);
  return book(domain::decide(command, draft),
              draft_changed(command.draft, draft ? draft->version + 1 : 0, "deleted"));
}

Execution::Effect Execution::run(const domain::IssueDraft& command) {
  const auto content = domain::content_to_issue(command, find_draft(command.draft));
  if (!content) return tl::make_unexpected(content.error());
  auto event = decide_issue(*content);
  if (!event) return tl::make_unexpected(std::move(event).error());
  event->invoice.draft = command.draft;
  return issued(*event);
}

std::optional<domain::InvoiceState> Execution::find_invoice(std::int64_t invoice) {
  return store_.find_invoice(tenant_, invoice);
}

Execution::Effect Execution::run(const domain::VoidInvoice& command) {
  const auto invoice = find_invoice(command.invoice);
  return book(domain::decide(command,
                             invoice,
                             store_.has_credit_notes(tenant_, command.invoice),
                             store_.books(tenant_),
                             time_.today()),
              invoice_changed(invoice));
}

Execution::Effect Execution::run(const domain::MarkUncollectible& command) {
  const auto invoice = find_invoice(command.invoice);
  return book(domain::decide(command, invoice, store_.books(tenant_), time_.today()),
              invoice_changed(invoice));
}

Execution::Effect Execution::run(const domain::RecoverInvoice& command) {
  const auto invoice = find_invoice(command.invoice);
  return book(domain::decide(command, invoice, store_.books(tenant_), time_.today()),
              invoice_changed(invoice));
}

Result<domain::CreditNoteIssued> Execution::decide_credit(const domain::IssueCreditNote& command) {
  const auto books = store_.books(tenant_);
  return domain::decide(command,
                        store_.find_series(tenant_, command.series),
                        store_.find_creditable(tenant_, command.invoice),
                        books,
                        domain::issue_day(books, time_.now_unix_ms));
}

Execution::Effect Execution::run(const domain::IssueCreditNote& command) {
  return book(
      decide_credit(command), [&](const domain::CreditNoteIssued& event, std::int64_t position) {
        const auto& document = event.note.document;
        return wire::Effect{.id = wire::credit_note_id_text(position),
                            .position = position,
                            .totals = document.totals,
                            .number = document.number,
                            .status = "issued",
                            .credit = credit(document.customer.customer_id, document.currency)};
      });
}

Result<domain::CreditNote> Execution::preview(const domain::IssueCreditNote& command) {
  auto event = decide_credit(command);
  if (!event) return tl::make_unexpected(std::move(event).error());
  return std::move(event->note);
}

}  // namespace latido::comandos
