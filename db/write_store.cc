#include "db/check_ledger.h"
#include "db/earlier_writes.h"
#include "db/keys.h"
#include "db/migrate.h"
#include "db/open.h"
#include "db/write_store_impl.h"

#include <sqlite3.h>

namespace latido::db {
namespace {

// Pages of 4 KiB in the log. A checkpoint moves each changed page once, however often it was
// written, so a longer log is cheaper; a shorter one opens faster after a crash (100 MB: 30 ms).
constexpr int kCheckpointPages = 4'000;  // 16 MiB
constexpr int kForcedCheckpointPages =
    16'000;  // 64 MiB: wait for readers, so that the log cannot grow without end

std::int64_t take_epoch(Connection& db) {
  // Read within the transaction: after it, another's could be read.
  db.run("BEGIN IMMEDIATE; UPDATE writer SET epoch = epoch + 1");
  const auto epoch = db.integer("SELECT epoch FROM writer");
  db.run("COMMIT");
  return epoch;
}

// What the log of the program should say about it.
std::string make_ready(Connection& db) {
  configure_writer(db);
  auto remark = make_earlier_writes_durable(db);
  migrate(db, all_migrations());
  if (const auto fault = quick_check(db)) {  // for the log: no amounts
    throw StoreError("the books are not in order: " + fault->place() +
                     "; `latido verify --store` shows what is wrong");
  }
  return remark;
}

}  // namespace

WriteStore::Impl::Impl(const std::string& path)
    : db(path, Access::read_write),
      opening_remark(make_ready(db)),
      epoch(take_epoch(db)),
      begin_turn(db, "BEGIN IMMEDIATE"),
      prove_epoch(db,
                  "UPDATE writer SET turn = turn + 1, now_unix_ms = max(now_unix_ms, ?2) WHERE "
                  "epoch = ?1 RETURNING now_unix_ms"),
      end_turn(db, "COMMIT"),
      undo_turn(db, "ROLLBACK"),
      insert_tenant(db, "INSERT OR ROLLBACK INTO tenant (name) VALUES (?)"),
      find_reply(db,
                 "SELECT request_hash, reply FROM command_log WHERE tenant_id = ? AND "
                 "idempotency_key = ?"),
      insert_reply(
          db,
          "INSERT OR ROLLBACK INTO command_log (tenant_id, idempotency_key, request_hash, reply) "
          "VALUES (?, ?, ?, ?)"),
      series_from_prefix(db,
                         "SELECT " LATIDO_SERIES_COLUMNS
                         " FROM series WHERE tenant_id = ? AND prefix >= ? ORDER BY prefix"),
      series_with_prefix(
          db, "SELECT " LATIDO_SERIES_COLUMNS " FROM series WHERE tenant_id = ? AND prefix = ?"),
      has_credit_notes(db, "SELECT 1 FROM document WHERE invoice_key = ? LIMIT 1"),
      credited_lines(
          db,
          "SELECT l.of_line, l.amount, l.of_quantity FROM document d CROSS JOIN document_line l ON "
          "l.document_key = d.document_key WHERE d.invoice_key = ? AND l.of_line IS "
          "NOT NULL"),
      credited_taxes(db,
                     "SELECT t.category, t.rate, t.base, t.amount FROM document d CROSS JOIN "
                     "document_tax t ON t.document_key = d.document_key WHERE d.invoice_key = ?"),
      credited_total(db,
                     "SELECT count(*), coalesce(sum(payable), 0) FROM document WHERE invoice_key "
                     "= ?"),
      reference_of_payment(db, "SELECT 1 FROM payment WHERE tenant_id = ? AND reference = ?"),
      reference_of_refund(db, "SELECT 1 FROM refund WHERE tenant_id = ? AND reference = ?"),
      credit_applied(db,
                     "SELECT a.amount FROM customer c CROSS JOIN allocation a ON a.source_key = "
                     "c.customer_key WHERE c.tenant_id = ? AND c.customer_id = ? AND "
                     "a.document_key = ?"),
      find_draft(db,
                 "SELECT d.status, d.version, e.payload FROM draft d CROSS JOIN event e ON "
                 "e.event_key = d.content_key WHERE d.draft_key = ?"),
      lookups(db),
      standing(db),
      documents(db),
      log(db),
      model(db),
      checkpoint_at_pages(kCheckpointPages) {
  sqlite3_wal_hook(
      db.handle(),
      [](void* self, sqlite3* /*db*/, const char* /*name*/, int pages) {
        static_cast<Impl*>(self)->note_log_pages(pages);
        return SQLITE_OK;
      },
      this);
}

// Shorter than before: the log has begun anew.
void WriteStore::Impl::note_log_pages(int pages) {
  if (pages < log_pages) checkpoint_at_pages = kCheckpointPages;
  log_pages = pages;
}

void WriteStore::Impl::require_known_outcome() const {
  if (outcome_unknown) {
    throw StoreError("the outcome of an earlier commit is unknown: open the store again and look");
  }
}

void WriteStore::Impl::require_turn() const {
  require_known_outcome();
  if (!db.in_transaction())
    throw StoreError("a write outside a turn, or after the turn was rolled back");
}

WriteStore::WriteStore(const WriteStoreOptions& options)
    : impl_(std::make_unique<Impl>(options.path)) {}
WriteStore::~WriteStore() = default;

std::int64_t WriteStore::epoch() const { return impl_->epoch; }

const std::string& WriteStore::opening_remark() const { return impl_->opening_remark; }

std::int64_t WriteStore::begin(std::int64_t now_unix_ms) {
  impl_->require_known_outcome();
  try {
    impl_->begin_turn.run();
  } catch (const StoreError& error) {
    if (impl_->db.error() == SQLITE_BUSY) throw Busy(error.what());
    throw;
  }
  {
    auto row = impl_->prove_epoch.query(impl_->epoch, now_unix_ms);
    if (row.next()) return row.integer(0);
  }
  rollback();
  throw Fenced("another writer has taken over the store; this one must stop");
}

CommitOutcome WriteStore::commit() {
  if (impl_->outcome_unknown) return CommitOutcome::unknown;
  if (!impl_->db.in_transaction())
    return CommitOutcome::not_committed;  // a broken promise has rolled it back
  try {
    impl_->end_turn.run();
    ++impl_->commits;
    return CommitOutcome::durable;
  } catch (const StoreError&) {
    const int code = impl_->db.error();
    // Refused before anything was written: the transaction is still open.
    if ((code == SQLITE_BUSY || code == SQLITE_CONSTRAINT) && impl_->db.in_transaction()) {
      rollback();
      return CommitOutcome::not_committed;
    }
    // A write or fsync failed. What reached the log may be found whole there by the next open, or
    // not.
    impl_->outcome_unknown = true;
    rollback();
    return CommitOutcome::unknown;
  }
}

std::uint64_t WriteStore::commits() const { return impl_->commits; }

void WriteStore::rollback() noexcept {
  if (!impl_->db.in_transaction()) return;
  try {
    impl_->undo_turn.run();
  } catch (const StoreError&) {
    impl_->outcome_unknown = true;
  }
}

bool WriteStore::outcome_unknown() const { return impl_->outcome_unknown; }

TenantId WriteStore::intern_tenant(std::string_view name) {
  impl_->require_turn();
  if (const auto known = impl_->lookups.tenant(name)) return *known;
  impl_->insert_tenant.run(name);
  return sqlite3_last_insert_rowid(impl_->db.handle());
}

void WriteStore::save_reply(TenantId tenant,
                            std::string_view key,
                            const Sha256& request_hash,
                            std::string_view reply) {
  impl_->require_turn();
  impl_->insert_reply.run(tenant, key, Blob{as_bytes(request_hash)}, Blob{reply});
}

// Not every broken promise is found by SQLite, and not each of those has rolled back.
std::int64_t WriteStore::append(TenantId tenant,
                                const domain::Event& event,
                                std::string_view payload,
                                std::int64_t recorded_at_unix_ms) {
  impl_->require_turn();
  try {
    const auto key = impl_->log.append(tenant, event_type(event), payload);
    impl_->model.apply(key, event, recorded_at_unix_ms);
    return position_of(key);
  } catch (const BrokenPromise&) {
    rollback();
    throw;
  }
}

void WriteStore::checkpoint_if_due() {
  if (impl_->outcome_unknown || impl_->log_pages < impl_->checkpoint_at_pages) return;
  const bool wait_for_readers = impl_->log_pages >= kForcedCheckpointPages;
  const int rc = sqlite3_wal_checkpoint_v2(
      impl_->db.handle(),
      "main",
      wait_for_readers ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
      nullptr,
      nullptr);
  if (rc != SQLITE_OK && rc != SQLITE_BUSY) impl_->db.fail("checkpoint");
  // Where a reader keeps the log from beginning anew, the next try waits until there is as much
  // again to gain.
  impl_->checkpoint_at_pages = impl_->log_pages + kCheckpointPages;
}

}  // namespace latido::db
