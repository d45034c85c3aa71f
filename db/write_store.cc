#include "db/event_log.h"
#include "db/keys.h"
#include "db/migrate.h"
#include "db/open.h"
#include "db/read_model.h"
#include "db/rows.h"
#include "db/sqlite.h"
#include "db/store.h"

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

}  // namespace

class WriteStore::Impl {
 public:
  explicit Impl(const std::string& path)
      : db(path, Access::read_write),
        epoch((make_ready(db), take_epoch(db))),
        begin_turn(db, "BEGIN IMMEDIATE"),
        prove_epoch(db, "UPDATE writer SET turn = turn + 1 WHERE epoch = ?"),
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
        find_invoice(
            db,
            "SELECT number, status, currency, payable, paid FROM document WHERE document_key = ?"),
        find_payment(db, "SELECT 1 FROM payment WHERE tenant_id = ? AND reference = ?"),
        lookups(db),
        log(db),
        model(db) {
    sqlite3_wal_hook(db.handle(), &Impl::on_commit, this);
  }

  static void make_ready(Connection& db) {
    configure_writer(db);
    make_earlier_writes_durable(db);
    migrate(db, all_migrations());
  }

  // SQLite tells the length of the log after each commit. Shorter than before: it has begun anew.
  static int on_commit(void* self, sqlite3* /*db*/, const char* /*name*/, int pages) {
    auto& impl = *static_cast<Impl*>(self);
    if (pages < impl.log_pages) impl.checkpoint_at_pages = kCheckpointPages;
    impl.log_pages = pages;
    return SQLITE_OK;
  }

  void require_known_outcome() const {
    if (outcome_unknown) {
      throw StoreError(
          "the outcome of an earlier commit is unknown: open the store again and look");
    }
  }

  // A write outside a turn would be committed by itself, unfenced.
  void require_turn() const {
    require_known_outcome();
    if (!db.in_transaction())
      throw StoreError("a write outside a turn, or after the turn was rolled back");
  }

  Connection db;
  std::int64_t epoch;
  Statement begin_turn;
  Statement prove_epoch;
  Statement end_turn;
  Statement undo_turn;
  Statement insert_tenant;
  Statement find_reply;
  Statement insert_reply;
  Statement series_from_prefix;
  Statement series_with_prefix;
  Statement find_invoice;
  Statement find_payment;
  Lookups lookups;
  EventLog log;
  ReadModel model;

  bool outcome_unknown = false;
  int log_pages = 0;
  int checkpoint_at_pages = kCheckpointPages;
};

WriteStore::WriteStore(const WriteStoreOptions& options)
    : impl_(std::make_unique<Impl>(options.path)) {}
WriteStore::~WriteStore() = default;

std::int64_t WriteStore::epoch() const { return impl_->epoch; }

void WriteStore::begin() {
  impl_->require_known_outcome();
  try {
    impl_->begin_turn.run();
  } catch (const StoreError& error) {
    if (impl_->db.error() == SQLITE_BUSY) throw Busy(error.what());
    throw;
  }
  impl_->prove_epoch.run(impl_->epoch);
  if (impl_->db.changed_rows() == 1) return;
  rollback();
  throw Fenced("another writer has taken over the store; this one must stop");
}

CommitOutcome WriteStore::commit() {
  if (impl_->outcome_unknown) return CommitOutcome::unknown;
  if (!impl_->db.in_transaction())
    return CommitOutcome::not_committed;  // a broken promise has rolled it back
  try {
    impl_->end_turn.run();
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

void WriteStore::rollback() noexcept {
  if (!impl_->db.in_transaction()) return;
  try {
    impl_->undo_turn.run();
  } catch (const StoreError&) {
    impl_->outcome_unknown = true;
  }
}

bool WriteStore::outcome_unknown() const { return impl_->outcome_unknown; }

std::optional<TenantId> WriteStore::find_tenant(std::string_view name) {
  impl_->require_known_outcome();
  return impl_->lookups.tenant(name);
}

TenantId WriteStore::intern_tenant(std::string_view name) {
  impl_->require_turn();
  if (const auto known = impl_->lookups.tenant(name)) return *known;
  impl_->insert_tenant.run(name);
  return sqlite3_last_insert_rowid(impl_->db.handle());
}

std::optional<StoredReply> WriteStore::find_reply(TenantId tenant, std::string_view key) {
  impl_->require_known_outcome();
  auto row = impl_->find_reply.query(tenant, key);
  if (!row.next()) return std::nullopt;
  StoredReply stored;
  const auto hash = row.bytes(0);
  std::copy(hash.begin(), hash.end(), stored.request_hash.begin());
  stored.reply = row.text(1);
  return stored;
}

void WriteStore::save_reply(TenantId tenant,
                            std::string_view key,
                            const Sha256& request_hash,
                            std::string_view reply) {
  impl_->require_turn();
  impl_->insert_reply.run(tenant, key, Blob{as_bytes(request_hash)}, Blob{reply});
}

std::int64_t WriteStore::head_position(TenantId tenant) {
  impl_->require_known_outcome();
  return impl_->lookups.head_position(tenant);
}

std::optional<domain::Customer> WriteStore::find_customer(TenantId tenant,
                                                          std::string_view customer_id) {
  impl_->require_known_outcome();
  return impl_->lookups.customer(tenant, customer_id);
}

std::optional<domain::SeriesState> WriteStore::find_series(TenantId tenant,
                                                           std::string_view series) {
  impl_->require_known_outcome();
  return impl_->lookups.series(tenant, series);
}

std::vector<domain::SeriesState> WriteStore::series_near_prefix(TenantId tenant,
                                                                std::string_view prefix) {
  impl_->require_known_outcome();
  std::vector<domain::SeriesState> near;
  {
    auto longer = impl_->series_from_prefix.query(tenant, prefix);
    while (longer.next() && longer.bytes(1).starts_with(prefix))
      near.push_back(read_series(longer));
  }
  for (std::size_t length = 0; length < prefix.size(); ++length) {
    auto shorter = impl_->series_with_prefix.query(tenant, prefix.substr(0, length));
    while (shorter.next()) near.push_back(read_series(shorter));
  }
  return near;
}

std::optional<domain::InvoiceState> WriteStore::find_invoice(TenantId tenant,
                                                             std::int64_t invoice) {
  impl_->require_known_outcome();
  if (!is_position(invoice)) return std::nullopt;
  auto row = impl_->find_invoice.query(make_key(tenant, invoice));
  if (!row.next()) return std::nullopt;
  return domain::InvoiceState{.id = invoice,
                              .number = row.text(0),
                              .status = static_cast<domain::InvoiceStatus>(row.integer(1)),
                              .currency = read_currency(row, 2),
                              .payable = row.integer(3),
                              .paid = row.integer(4)};
}

bool WriteStore::payment_reference_used(TenantId tenant, std::string_view reference) {
  impl_->require_known_outcome();
  return impl_->find_payment.query(tenant, reference).next();
}

std::int64_t WriteStore::append(TenantId tenant,
                                const domain::Event& event,
                                std::string_view payload) {
  impl_->require_turn();
  const auto key = impl_->log.append(tenant, event_type(event), payload);
  impl_->model.apply(key, event);
  return position_of(key);
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
