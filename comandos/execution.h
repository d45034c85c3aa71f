#pragma once

#include "comandos/domain/decide.h"
#include "common/result.h"
#include "common/wire/command_codec.h"
#include "common/wire/reply_codec.h"
#include "db/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latido::comandos {

// When it is: events are recorded with `recorded_at_unix_ms`, which never goes back from one turn
// to the next (WriteStore::begin); `today` is the day of the clock as it stands.
struct TurnTime {
  std::int64_t now_unix_ms = 0;
  std::int64_t recorded_at_unix_ms = 0;

  [[nodiscard]] Date today() const { return date_of_unix_ms(now_unix_ms); }
};

// One command within the store's open turn. Each run() loads what the decider looks at, asks it,
// and appends the event; what the decider refuses is returned and nothing is written. All throw
// db::StoreError.
class Execution {
 public:
  using Effect = Result<wire::Effect>;

  Execution(db::WriteStore& store, const wire::CommandRequest& request, TurnTime time);

  // Keeps the reply under the key, where the tenant has books.
  void keep(std::string_view reply);
  [[nodiscard]] bool has_books() const;  // from the tenant's first event on
  // Position of the tenant's last event; 0: none.
  [[nodiscard]] std::uint64_t head() const;

  // execution_master_data.cc
  Effect run(const domain::CreateCustomer& command);
  Effect run(const domain::UpdateCustomer& command);
  Effect run(const domain::ArchiveCustomer& command);
  Effect run(const domain::CreateProduct& command);
  Effect run(const domain::ArchiveProduct& command);
  Effect run(const domain::CreatePrice& command);
  Effect run(const domain::ArchivePrice& command);
  Effect run(const domain::DefineTaxRate& command);
  Effect run(const domain::RetireTaxRate& command);
  Effect run(const domain::CreateSeries& command);
  Effect run(const domain::CloseSeries& command);
  Effect run(const domain::ExtendRange& command);
  Effect run(const domain::ClosePeriod& command);
  Effect run(const domain::SetPolicy& command);
  Effect run(const domain::SetSeller& command);

  // execution_documents.cc
  Effect run(const domain::IssueInvoice& command);
  Effect run(const domain::CreateDraft& command);
  Effect run(const domain::SetLines& command);
  Effect run(const domain::UpdateDraft& command);
  Effect run(const domain::DeleteDraft& command);
  Effect run(const domain::IssueDraft& command);
  Effect run(const domain::VoidInvoice& command);
  Effect run(const domain::MarkUncollectible& command);
  Effect run(const domain::RecoverInvoice& command);
  Effect run(const domain::IssueCreditNote& command);
  // What the commands would make, decided in the same way; nothing is written.
  Result<domain::Invoice> preview(const domain::IssueInvoice& command);
  Result<domain::CreditNote> preview(const domain::IssueCreditNote& command);

  // execution_payments.cc
  Effect run(const domain::RecordPayment& command);
  Effect run(const domain::Allocate& command);
  Effect run(const domain::Unallocate& command);
  Effect run(const domain::ReversePayment& command);
  Effect run(const domain::RefundPayment& command);
  Effect run(const domain::RefundCredit& command);
  Effect run(const domain::ApplyCustomerCredit& command);
  Effect run(const domain::AdjustBalance& command);

 private:
  Result<domain::InvoiceIssued> decide_issue(const domain::IssueInvoice& command);
  Result<domain::CreditNoteIssued> decide_credit(const domain::IssueCreditNote& command);
  Effect issued(const domain::InvoiceIssued& event);
  Effect unallocate_payment(const domain::Unallocate& command);
  Effect unallocate_credit(const domain::Unallocate& command);
  std::optional<domain::DraftState> find_draft(std::int64_t draft);
  std::optional<domain::InvoiceState> find_invoice(std::int64_t invoice);
  std::vector<std::optional<domain::InvoiceState>> find_invoices(
      const std::vector<domain::Allocation>& allocations);
  bool reference_used(const std::string& reference);
  // Of the ledger's accounts in the currency.
  Minor largest_balance(Currency currency) { return store_.largest_balance(tenant_, currency); }
  // The customer's credit as it stands now, for the reply.
  wire::Credit credit(const std::string& customer_id, Currency currency);

  // Where `event` is a refusal, that; else appends it, and `effect(event, position)` says what it
  // did.
  template <class Event, class MakeEffect>
  Effect book(Result<Event> event, MakeEffect effect) {
    if (!event) return tl::make_unexpected(std::move(event).error());
    const auto position = append(*event);
    return effect(*event, position);
  }
  // The same for what has a name of the tenant's own.
  template <class Event>
  Effect book_named(Result<Event> event, const std::string& name) {
    return book(std::move(event), [&](const Event&, std::int64_t position) {
      return wire::Effect{.id = name, .position = position};
    });
  }
  std::int64_t append(domain::Event event);

  db::WriteStore& store_;
  const wire::CommandRequest& request_;
  TurnTime time_;
  db::TenantId tenant_;
};

}  // namespace latido::comandos
