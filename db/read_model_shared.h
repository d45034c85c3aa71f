#pragma once

#include "db/customer_account.h"
#include "db/key_lookups.h"
#include "db/ledger.h"
#include "db/sqlite.h"

#include <cstdint>

namespace latido::db {

// What the parts of the read model (read_model_*.cc) all write to.
struct ReadModelShared {
  explicit ReadModelShared(Connection& connection)
      : db(connection),
        keys(db),
        ledger(db),
        accounts(db),
        trail(db, "INSERT OR ROLLBACK INTO trail (entity_key, event_key) VALUES (?, ?)") {}

  // The event concerns a thing besides the one that it makes.
  void add_trail(std::int64_t entity_key, Moment when) { trail.run(entity_key, when.key); }

  // After an update that must have found its row.
  void require_changed(const char* else_this) const {
    if (db.changed_rows() != 1) throw BrokenPromise(else_this);
  }

  Connection& db;
  KeyLookups keys;
  Ledger ledger;
  CustomerAccount accounts;
  Statement trail;
};

}  // namespace latido::db
