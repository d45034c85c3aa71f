#include "db/check_file.h"

namespace latido::db {

std::optional<Fault> check_file(Connection& store) {
  constexpr auto kCheck = "PRAGMA integrity_check(1)";
  constexpr auto kWell = "ok";
  const auto said = store.text(kCheck);
  if (said == kWell) return std::nullopt;
  return Fault{
      .table = "sqlite_schema", .key = kCheck, .column = "", .stored = said, .expected = kWell};
}

}  // namespace latido::db
