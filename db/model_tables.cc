#include "db/model_tables.h"

#include <utility>

namespace latido::db {

std::vector<ModelTable> model_tables(Connection& scratch) {
  std::vector<ModelTable> tables;
  Statement names(
      scratch,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE "
      "'!' ORDER BY name");
  Statement columns(scratch,
                    "SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY pk = 0, "
                    "pk, cid");
  for (auto name = names.query(); name.next();) {
    ModelTable table{.name = name.text(0), .columns = {}, .key_columns = 0};
    for (auto column = columns.query(name.bytes(0)); column.next();) {
      table.columns.push_back(column.text(0));
      table.key_columns += column.integer(1) > 0 ? 1 : 0;
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::string list_columns(const std::vector<std::string>& columns, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? ", " : "") + columns[i];
  return out;
}

}  // namespace latido::db
