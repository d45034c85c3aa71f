#include "db/read_model_series.h"

#include "db/keys.h"
#include "db/rows.h"

namespace latido::db {

SeriesRows::SeriesRows(ReadModelShared& shared)
    : shared_(shared),
      insert_(shared.db,
              "INSERT OR ROLLBACK INTO series (series_key, series, kind, prefix, digits, "
              "first_number, last_number, next_number, valid_from, valid_to, last_issue_date, "
              "closed, authorization) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"),
      close_(shared.db, "UPDATE OR ROLLBACK series SET closed = 1 WHERE series_key = ?"),
      extend_(shared.db,
              "UPDATE OR ROLLBACK series SET last_number = ?, valid_to = ?, authorization = ? "
              "WHERE series_key = ?") {}

void SeriesRows::apply(Moment when, const domain::SeriesCreated& event) {
  insert_.run(when.key,
              event.series,
              stored_kind(event.kind),
              event.prefix,
              event.digits,
              event.first_number,
              event.last_number,
              event.first_number,
              event.valid_from.days,
              event.valid_to.days,
              kNoFirstDate.days,
              event.authorization);
}

void SeriesRows::apply(Moment when, const domain::SeriesClosed& event) {
  const auto key = shared_.keys.series(tenant_of(when.key), event.series);
  close_.run(key);
  shared_.add_trail(key, when);
}

void SeriesRows::apply(Moment when, const domain::RangeExtended& event) {
  const auto key = shared_.keys.series(tenant_of(when.key), event.series);
  extend_.run(event.last_number, event.valid_to.days, event.authorization, key);
  shared_.add_trail(key, when);
}

}  // namespace latido::db
