#include "db/reader_impl.h"

namespace latido::db {

DraftStatements::DraftStatements(Connection& db)
    : draft(db,
            "SELECT d.draft_key, d.status, d.version, c.customer_id, e.payload FROM draft d CROSS "
            "JOIN customer c ON c.customer_key = d.customer_key CROSS JOIN event e ON e.event_key "
            "= d.content_key WHERE d.draft_key = ?"),
      list(db,
           "SELECT d.draft_key, d.status, d.version, c.customer_id FROM draft d CROSS JOIN "
           "customer c ON c.customer_key = d.customer_key WHERE d.tenant_id = ? AND d.status = 1 "
           "AND d.draft_key <= ? ORDER BY d.draft_key DESC LIMIT ?"),
      all(db,
          "SELECT draft_key FROM draft WHERE draft_key BETWEEN ? AND ? ORDER BY draft_key DESC "
          "LIMIT ?") {}

namespace {

DraftView read_draft(const Rows& row) {
  return {.id = position_of(row.integer(0)),
          .status = static_cast<domain::DraftStatus>(row.integer(1)),
          .version = static_cast<std::uint32_t>(row.integer(2)),
          .customer_id = row.text(3),
          .content = {}};
}

}  // namespace

std::optional<DraftView> ReadStore::draft_by_id(TenantId tenant, std::int64_t id) {
  if (!is_position(id)) return std::nullopt;
  auto row = impl_->drafts.draft.query(make_key(tenant, id));
  if (!row.next()) return std::nullopt;
  auto view = read_draft(row);
  view.content = row.text(4);
  return view;
}

std::vector<DraftView> ReadStore::list_drafts(TenantId tenant, const KeysetPage& page) {
  std::vector<DraftView> views;
  auto row = impl_->drafts.list.query(tenant, last_key(tenant, page), page.limit);
  while (row.next()) views.push_back(read_draft(row));
  return views;
}

std::vector<std::int64_t> ReadStore::all_drafts(TenantId tenant, const KeysetPage& page) {
  std::vector<std::int64_t> ids;
  auto row = impl_->drafts.all.query(make_key(tenant, 1), last_key(tenant, page), page.limit);
  while (row.next()) ids.push_back(position_of(row.integer(0)));
  return ids;
}

}  // namespace latido::db
