#include "db/read_model_drafts.h"

#include "db/keys.h"

namespace latido::db {

DraftRows::DraftRows(ReadModelShared& shared)
    : shared_(shared),
      insert_(shared.db,
              "INSERT OR ROLLBACK INTO draft (draft_key, content_key, customer_key, version, "
              "status) VALUES (?1, ?1, ?2, 1, 1)"),
      change_(shared.db,
              "UPDATE OR ROLLBACK draft SET content_key = ?, customer_key = ?, version = version + "
              "1 WHERE draft_key = ?"),
      delete_(shared.db,
              "UPDATE OR ROLLBACK draft SET status = 2, version = version + 1 WHERE draft_key = "
              "?") {}

void DraftRows::apply(Moment when, const domain::DraftCreated& event) {
  insert_.run(when.key, shared_.keys.customer(tenant_of(when.key), event.content.customer_id));
}

void DraftRows::apply(Moment when, const domain::DraftChanged& event) {
  const auto draft = key_of(when.key, event.draft);
  change_.run(
      when.key, shared_.keys.customer(tenant_of(when.key), event.content.customer_id), draft);
  shared_.require_changed("a change of no draft");
  shared_.add_trail(draft, when);
}

void DraftRows::apply(Moment when, const domain::DraftDeleted& event) {
  const auto draft = key_of(when.key, event.draft);
  delete_.run(draft);
  shared_.require_changed("a deletion of no draft");
  shared_.add_trail(draft, when);
}

}  // namespace latido::db
