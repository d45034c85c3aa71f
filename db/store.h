#pragma once

#include "comandos/domain/events.h"
#include "comandos/domain/state.h"
#include "common/file_lock.h"
#include "common/ids.h"
#include "db/store_error.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latido::db {

enum class CommitOutcome {
  durable,        // on the disk: survives kill -9 and loss of power
  not_committed,  // rolled back: nothing of it is there
  unknown,  // may be there or not: stop, open the store again and look; never retry the commit
};

using TenantId =
    std::int64_t;  // the store's own short name for a tenant; never leaves db/ and its callers

struct StoredReply {
  Sha256 request_hash{};
  std::string reply;  // bytes, as first sent
};

struct WriteStoreOptions {
  std::string path;
};

// The one writer: one connection that does all writes and all checkpoints (Debian's SQLite corrupts
// otherwise, see DESIGN.md). One thread. A turn is begin(), any number of finds, appends and
// save_reply()s, then commit() or rollback(). Everything between is one transaction. All but
// commit() throw StoreError; after a throw within a turn call rollback().
class WriteStore {
 public:
  // Creates or migrates the store, makes all that an earlier writer left in the log durable, and
  // takes the next epoch. The caller holds the WriterLock.
  explicit WriteStore(const WriteStoreOptions& options);
  ~WriteStore();
  WriteStore(const WriteStore&) = delete;
  WriteStore& operator=(const WriteStore&) = delete;

  [[nodiscard]] std::int64_t epoch() const;

  // What the program's log should say about the opening: who keeps the log from moving into the
  // store. Mostly empty.
  [[nodiscard]] const std::string& opening_remark() const;

  // BEGIN IMMEDIATE and proof of the epoch; throws Fenced, Busy. Returns the time that the turn's
  // events are to be recorded with: now, or that of the last turn where the clock went back.
  std::int64_t begin(std::int64_t now_unix_ms);
  CommitOutcome commit();
  void rollback() noexcept;
  [[nodiscard]] std::uint64_t commits() const;  // durable ones so far

  // After a commit or rollback whose outcome is not known: every call but this one throws. Open the
  // store anew.
  [[nodiscard]] bool outcome_unknown() const;

  // The tenant's id, or nothing; intern_tenant() makes it where it is new.
  std::optional<TenantId> find_tenant(std::string_view name);
  TenantId intern_tenant(std::string_view name);

  std::optional<StoredReply> find_reply(TenantId tenant, std::string_view key);
  void save_reply(TenantId tenant,
                  std::string_view key,
                  const Sha256& request_hash,
                  std::string_view reply);

  std::int64_t head_position(TenantId tenant);  // 0: no event yet
  std::optional<domain::CustomerState> find_customer(TenantId tenant, std::string_view customer_id);
  std::optional<domain::ProductState> find_product(TenantId tenant, std::string_view product_id);
  std::optional<domain::PriceState> find_price(TenantId tenant, std::string_view price_id);
  std::optional<domain::TaxRateState> find_tax_rate(TenantId tenant, std::string_view tax_code);
  domain::BooksState books(TenantId tenant);
  std::optional<domain::SeriesState> find_series(TenantId tenant, std::string_view series);
  // Series whose prefix is this one, begins with it, or is its beginning: those that might print
  // the same numbers.
  std::vector<domain::SeriesState> series_near_prefix(TenantId tenant, std::string_view prefix);
  std::optional<domain::InvoiceState> find_invoice(TenantId tenant, std::int64_t invoice);
  bool has_credit_notes(TenantId tenant, std::int64_t invoice);
  // The invoice as issued, and what its credit notes have taken of it.
  std::optional<domain::CreditableState> find_creditable(TenantId tenant, std::int64_t invoice);
  std::optional<domain::PaymentState> find_payment(TenantId tenant, std::int64_t payment);
  // By a payment or a refund.
  bool payment_reference_used(TenantId tenant, std::string_view reference);
  // What the customer has to its credit; 0 where there is no such customer.
  Minor customer_credit(TenantId tenant, std::string_view customer_id, Currency currency);
  // Of the ledger's accounts in the currency, whichever side it is on.
  Minor largest_balance(TenantId tenant, Currency currency);
  // How much of the customer's credit lies on the invoice.
  Minor credit_applied(TenantId tenant, std::string_view customer_id, std::int64_t invoice);

  struct DraftRow {
    domain::DraftStatus status = domain::DraftStatus::draft;
    std::uint32_t version = 1;
    std::string content;  // stored bytes of the event that holds the draft's content (DraftCreated
                          // or DraftChanged)
  };
  std::optional<DraftRow> find_draft(TenantId tenant, std::int64_t draft);

  // Appends the event with the next position and its chained hash, and writes read model and
  // ledger. `payload` is the event's stored form (schema/events.capnp), `recorded_at_unix_ms` the
  // time in it. Returns the position.
  std::int64_t append(TenantId tenant,
                      const domain::Event& event,
                      std::string_view payload,
                      std::int64_t recorded_at_unix_ms);

  // After a commit, outside a turn: moves the log into the database once it is large. Cheap where
  // there is nothing to do.
  void checkpoint_if_due();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The writer's lock beside the store (flock on STORE.writer), which the kernel drops when the
// process dies.
class WriterLock {
 public:
  // Nothing where another process holds it. Throws StoreError where the file cannot be made.
  static std::optional<WriterLock> try_take(const std::string& store_path);

 private:
  explicit WriterLock(FileLock lock) : lock_(std::move(lock)) {}
  FileLock lock_;
};

}  // namespace latido::db
