#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_shared.h"

namespace latido::db {

// What holds for all of a tenant's books: who issues, how, and which period is closed.
class PolicyRows {
 public:
  explicit PolicyRows(ReadModelShared& shared);

  void apply(Moment when, const domain::SellerSet& event);
  void apply(Moment when, const domain::PeriodClosed& event);
  void apply(Moment when, const domain::PolicySet& event);

 private:
  void add_trail(Moment when);

  ReadModelShared& shared_;
  Statement insert_seller_;
  Statement close_period_;
  Statement set_policy_;
};

}  // namespace latido::db
