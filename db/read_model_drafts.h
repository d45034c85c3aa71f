#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_shared.h"

namespace latido::db {

// Drafts: only where their content is, which is the event that holds it.
class DraftRows {
 public:
  explicit DraftRows(ReadModelShared& shared);

  void apply(Moment when, const domain::DraftCreated& event);
  void apply(Moment when, const domain::DraftChanged& event);
  void apply(Moment when, const domain::DraftDeleted& event);

 private:
  ReadModelShared& shared_;
  Statement insert_;
  Statement change_;
  Statement delete_;
};

}  // namespace latido::db
