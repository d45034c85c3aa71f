#include "db/reader.h"

#include "db/migrate.h"
#include "db/open.h"
#include "db/reader_impl.h"

namespace latido::db {
namespace {

#define LATIDO_DOCUMENT_COLUMNS                                                                   \
  "SELECT d.document_key, s.series, d.sequence, d.number, d.issue_date, d.due_date, d.currency, " \
  "d.line_total, "                                                                                \
  "d.allowance_total, d.charge_total, d.tax_total, d.prepaid, d.rounding, d.reference, d.note, "  \
  "d.status, "                                                                                    \
  "d.paid, c.customer_id, v.name, v.tax_id, v.street, v.city, v.postal_code, v.country "          \
  "FROM document d CROSS JOIN series s ON s.series_key = d.series_key "                           \
  "CROSS JOIN customer c ON c.customer_key = d.customer_key "                                     \
  "CROSS JOIN customer_version v ON v.customer_key = d.customer_key AND v.version = "             \
  "d.customer_version "

#define LATIDO_SUMMARY_COLUMNS                                                           \
  "SELECT d.document_key, d.number, d.status, c.customer_id, d.issue_date, d.due_date, " \
  "d.currency, d.payable, "                                                              \
  "d.paid FROM document d CROSS JOIN customer c ON c.customer_key = d.customer_key "

// A page goes on within the last row's day, then with the days before: two walks of the index. (One
// comparison of the pair (issue_date, document_key) would make SQLite step over all of that day's
// rows.)
#define LATIDO_SAME_DAY                                                                           \
  "AND d.status = ?2 AND d.issue_date = ?3 AND d.document_key < ?4 ORDER BY d.document_key DESC " \
  "LIMIT ?5"
#define LATIDO_EARLIER                                    \
  "AND d.status = ?2 AND d.issue_date BETWEEN ?3 AND ?4 " \
  "ORDER BY d.issue_date DESC, d.document_key DESC LIMIT ?5"

Connection& ready(Connection& db) {
  configure_reader(db);
  check_version(db, all_migrations());
  return db;
}

}  // namespace

ReadStore::Impl::Impl(const std::string& path)
    : db(path, Access::read_only),
      lookups(ready(db)),
      begin(db, "BEGIN"),
      end(db, "COMMIT"),
      tenant_name(db, "SELECT name FROM tenant WHERE tenant_id = ?"),
      document(db, LATIDO_DOCUMENT_COLUMNS "WHERE d.document_key = ?"),
      document_by_number(db,
                         "SELECT document_key FROM document WHERE tenant_id = ? AND number = ?"),
      lines(db,
            "SELECT line_no, name, quantity, unit_code, unit_price, base_quantity, category, rate, "
            "amount "
            "FROM document_line WHERE document_key = ? ORDER BY line_no"),
      taxes(db,
            "SELECT category, rate, base, amount FROM document_tax WHERE document_key = ? ORDER BY "
            "category, rate"),
      allowances(db,
                 "SELECT line_no, charge, amount, reason, category, rate FROM document_allowance "
                 "WHERE document_key = ? ORDER BY line_no, ordinal"),
      list_same_day(db, LATIDO_SUMMARY_COLUMNS "WHERE d.tenant_id = ?1 " LATIDO_SAME_DAY),
      list_earlier(db, LATIDO_SUMMARY_COLUMNS "WHERE d.tenant_id = ?1 " LATIDO_EARLIER),
      customer_list_same_day(db,
                             LATIDO_SUMMARY_COLUMNS "WHERE d.customer_key = ?1 " LATIDO_SAME_DAY),
      customer_list_earlier(db, LATIDO_SUMMARY_COLUMNS "WHERE d.customer_key = ?1 " LATIDO_EARLIER),
      customer_key(db, "SELECT customer_key FROM customer WHERE tenant_id = ? AND customer_id = ?"),
      event_hash(db, "SELECT hash FROM event WHERE event_key = ?"),
      events(db,
             "SELECT event_key, payload, hash FROM event WHERE event_key BETWEEN ? AND ? ORDER BY "
             "event_key") {}

void ReadStore::Impl::hold() {
  if (held_ == 0) begin.run();
  ++held_;
}

void ReadStore::Impl::release() noexcept {
  if (--held_ > 0 || !db.in_transaction()) return;
  try {
    end.run();
  } catch (const StoreError&) {  // ends when the connection does
  }
}

ReadStore::ReadStore(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
ReadStore::~ReadStore() = default;

ReadStore::Snapshot::Snapshot(ReadStore& store) : store_(store) { store_.impl_->hold(); }
ReadStore::Snapshot::~Snapshot() { store_.impl_->release(); }

std::optional<TenantId> ReadStore::find_tenant(std::string_view name) {
  return impl_->lookups.tenant(name);
}

std::int64_t ReadStore::head_position(TenantId tenant) {
  return impl_->lookups.head_position(tenant);
}

std::optional<domain::Customer> ReadStore::customer(TenantId tenant, std::string_view customer_id) {
  const auto state = impl_->lookups.customer(tenant, customer_id);
  if (!state) return std::nullopt;
  return state->customer;
}

std::optional<domain::SeriesState> ReadStore::series(TenantId tenant, std::string_view series) {
  return impl_->lookups.series(tenant, series);
}

}  // namespace latido::db
