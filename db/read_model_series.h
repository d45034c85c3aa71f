#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_shared.h"

namespace latido::db {

// Series; that they move on with their documents is the schema's doing (document_takes_number).
class SeriesRows {
 public:
  explicit SeriesRows(ReadModelShared& shared);

  void apply(Moment when, const domain::SeriesCreated& event);
  void apply(Moment when, const domain::SeriesClosed& event);
  void apply(Moment when, const domain::RangeExtended& event);

 private:
  ReadModelShared& shared_;
  Statement insert_;
  Statement close_;
  Statement extend_;
};

}  // namespace latido::db
