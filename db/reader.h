#pragma once

#include "comandos/domain/state.h"
#include "db/store.h"
#include "db/views.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latido::db {

// A read-only connection. One thread. Each call sees the store as of one moment; `Snapshot` holds
// several calls to the same moment.
class ReadStore {
 public:
  explicit ReadStore(
      const std::string& path);  // throws StoreError where the store is not there (yet)
  ~ReadStore();
  ReadStore(const ReadStore&) = delete;
  ReadStore& operator=(const ReadStore&) = delete;

  // A short read transaction; ends with the object. Keep it well under a second: it holds the log
  // back.
  class Snapshot {
   public:
    explicit Snapshot(ReadStore& store);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    ReadStore& store_;
  };

  std::optional<TenantId> find_tenant(std::string_view name);
  std::int64_t head_position(TenantId tenant);

  // Master data.
  std::optional<domain::CustomerState> customer(TenantId tenant, std::string_view customer_id);
  std::optional<domain::SeriesState> series(TenantId tenant, std::string_view series);
  std::optional<domain::ProductState> product(TenantId tenant, std::string_view product_id);
  std::optional<domain::PriceState> price(TenantId tenant, std::string_view price_id);
  std::optional<domain::TaxRateState> tax_rate(TenantId tenant, std::string_view tax_code);
  domain::BooksState books(TenantId tenant);
  std::optional<domain::Seller> seller(TenantId tenant, std::int64_t through);  // as of then
  // Those made after `after` and until `through`, in that order.
  std::vector<CustomerKey> customers(TenantId tenant,
                                     std::int64_t after,
                                     std::int64_t through,
                                     std::size_t limit);

  // Documents.
  std::optional<DocumentView> invoice_by_id(TenantId tenant, std::int64_t id);
  std::optional<DocumentView> invoice_by_number(TenantId tenant, std::string_view number);
  // The newest with that reference that was issued at or before position `through`.
  std::optional<DocumentView> invoice_by_reference(TenantId tenant,
                                                   std::string_view reference,
                                                   std::int64_t through);
  std::optional<DocumentView> credit_note_by_id(TenantId tenant, std::int64_t id);
  std::optional<DocumentView> credit_note_by_number(TenantId tenant, std::string_view number);
  std::vector<InvoiceSummary> list_invoices(TenantId tenant, const InvoiceFilter& filter);
  std::optional<DraftView> draft_by_id(TenantId tenant, std::int64_t id);
  // Those that are neither issued nor deleted.
  std::vector<DraftView> list_drafts(TenantId tenant, const KeysetPage& page);
  // Ids of all that ever were.
  std::vector<std::int64_t> all_drafts(TenantId tenant, const KeysetPage& page);
  std::optional<NumberedDocument> numbered(TenantId tenant, std::string_view number);

  // Payments.
  std::optional<PaymentView> payment_by_id(TenantId tenant, std::int64_t id);
  std::optional<PaymentView> payment_by_reference(TenantId tenant, std::string_view reference);
  // customer_id empty: of all.
  std::vector<PaymentView> list_payments(TenantId tenant,
                                         std::string_view customer_id,
                                         const KeysetPage& page);

  // A customer's account. Nothing where there is no such customer.
  std::optional<std::vector<CurrencyBalance>> balances(TenantId tenant,
                                                       std::string_view customer_id,
                                                       Date today);
  // What is needed to say how the account of a customer (by its position) stood after the event at
  // position `through`, `day` being that event's or a later one that no later event is before.
  InvoicesSince invoices_since(TenantId tenant, std::int64_t customer, std::int64_t through);
  EntriesSince entries_since(TenantId tenant,
                             std::int64_t customer,
                             std::int64_t through,
                             Date day);
  std::optional<StatementPage> statement(TenantId tenant, const StatementFilter& filter);
  // What the customer owes, less its credit, by what is dated before a day: adds up sums of spans
  // of 32 days, and what is dated in the last of these.
  std::optional<Minor> account_before(TenantId tenant,
                                      std::string_view customer_id,
                                      Currency currency,
                                      Date day);

  // Reports.
  AgingPage aging(TenantId tenant, const AgingFilter& filter);
  TaxPart taxes(TenantId tenant, const TaxFilter& filter);

  // Ledger. `currency` empty: all that have accounts, by code.
  std::vector<TrialBalance> trial_balance(TenantId tenant, std::string_view currency);
  // After the event at position `through`.
  std::vector<TrialBalance> trial_balance_at(TenantId tenant,
                                             std::string_view currency,
                                             std::int64_t through);
  LedgerPage ledger(TenantId tenant, const LedgerFilter& filter);

  // Events.
  std::optional<StoredEvent> event(TenantId tenant, std::int64_t position);
  EventPage events(TenantId tenant, const EventFilter& filter);
  // The event that made a thing, and those that concern it; entity 0: seller, policy,
  // closed periods.
  EventPage trail(TenantId tenant, std::int64_t entity, const EventFilter& filter);
  // Position of the event that made it, or nothing. `id`: position of a document, payment or draft.
  std::optional<std::int64_t> entity(TenantId tenant, Entity kind, std::int64_t id);
  std::optional<std::int64_t> entity(TenantId tenant, Entity kind, std::string_view name);
  ChainReport verify_chain(TenantId tenant, std::int64_t from, std::uint32_t limit);

 private:
  friend class Snapshot;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido::db
