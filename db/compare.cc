#include "db/compare.h"

#include "db/model_tables.h"

#include <string>
#include <vector>

namespace latido::db {
namespace {

std::string select_of(const ModelTable& table) {
  return "SELECT " + list_columns(table.columns, table.columns.size()) + " FROM " + table.name +
         " ORDER BY " + list_columns(table.columns, table.key_columns);
}

std::string show_row_key(Connection& store, const ModelTable& table, const Rows& row) {
  std::string out;
  for (std::size_t i = 0; i < table.key_columns; ++i) {
    const auto& column = table.columns[i];
    const auto at = static_cast<int>(i);
    out += (i > 0 ? ", " : "") + column + " ";
    if (column.ends_with("_key")) {
      out += show_key(store, row.integer(at));
    } else if (column == "tenant_id") {
      out += show_tenant(store, row.integer(at));
    } else {
      out += row.shown(at);
    }
  }
  return out;
}

// Two walks side by side, in the order of the key.
class TablePair {
 public:
  TablePair(Connection& store, Connection& scratch, const ModelTable& table)
      : store_(store),
        table_(table),
        stored_statement_(store, select_of(table)),
        expected_statement_(scratch, select_of(table)) {}

  std::optional<Fault> compare(std::int64_t& rows) {
    auto stored = stored_statement_.query();
    auto expected = expected_statement_.query();
    for (;;) {
      const bool is = stored.next();
      const bool should_be = expected.next();
      if (!is && !should_be) return std::nullopt;
      const int order = !is ? 1 : !should_be ? -1 : key_order(stored, expected);
      if (order != 0) return lone_row(order < 0 ? stored : expected, order < 0);
      if (auto fault = values(stored, expected)) return fault;
      ++rows;
    }
  }

 private:
  int key_order(const Rows& stored, const Rows& expected) const {
    for (std::size_t i = 0; i < table_.key_columns; ++i) {
      if (const int order = stored.compare(expected, static_cast<int>(i)); order != 0) return order;
    }
    return 0;
  }

  Fault lone_row(const Rows& row, bool is_stored) const {
    constexpr auto kThere = "a row";
    constexpr auto kNotThere = "no row";
    return {.table = table_.name,
            .key = show_row_key(store_, table_, row),
            .column = "",
            .stored = is_stored ? kThere : kNotThere,
            .expected = is_stored ? kNotThere : kThere};
  }

  std::optional<Fault> values(const Rows& stored, const Rows& expected) const {
    for (auto i = table_.key_columns; i < table_.columns.size(); ++i) {
      const auto at = static_cast<int>(i);
      if (stored.compare(expected, at) == 0) continue;
      return Fault{.table = table_.name,
                   .key = show_row_key(store_, table_, stored),
                   .column = table_.columns[i],
                   .stored = stored.shown(at),
                   .expected = expected.shown(at)};
    }
    return std::nullopt;
  }

  Connection& store_;
  const ModelTable& table_;
  Statement stored_statement_;
  Statement expected_statement_;
};

}  // namespace

std::optional<Fault> compare_read_models(Connection& store,
                                         Connection& scratch,
                                         std::int64_t& rows) {
  for (const auto& table : model_tables(scratch)) {
    if (auto fault = TablePair(store, scratch, table).compare(rows)) return fault;
  }
  return std::nullopt;
}

}  // namespace latido::db
