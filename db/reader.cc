#include "db/reader.h"

#include "db/migrate.h"
#include "db/open.h"
#include "db/reader_impl.h"

namespace latido::db {
namespace {

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
      documents(db),
      lists(db),
      payments(db),
      drafts(db),
      customers(db),
      statements(db),
      since(db),
      reports(db),
      ledger(db),
      events(db),
      entities(db) {}

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

std::optional<std::int64_t> ReadStore::Impl::customer_key(TenantId tenant,
                                                          std::string_view customer_id) {
  auto row = lists.customer_key.query(tenant, customer_id);
  if (!row.next()) return std::nullopt;
  return row.integer(0);
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

}  // namespace latido::db
