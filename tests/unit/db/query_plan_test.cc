// Every statement that the store prepares must find its rows by a key or an index, and none may
// sort. The statements are taken from the open connections themselves, so that a new one cannot be
// forgotten.
#include "db/store.h"
#include "tests/unit/db/support/sample.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace latido::db {
namespace {

using namespace test;

std::vector<sqlite3*>& opened() {
  static std::vector<sqlite3*> all;
  return all;
}

extern "C" int note_connection(sqlite3* db, const char** /*error*/, const void* /*api*/) {
  // Not what lives in memory only, and dies before the test looks at it.
  if (*sqlite3_db_filename(db, "main") != '\0') opened().push_back(db);
  return SQLITE_OK;
}

std::vector<std::string> prepared_on(sqlite3* db) {
  std::vector<std::string> all;
  for (auto* s = sqlite3_next_stmt(db, nullptr); s != nullptr; s = sqlite3_next_stmt(db, s))
    all.emplace_back(sqlite3_sql(s));
  return all;
}

std::string plan_of(sqlite3* db, const std::string& sql) {
  std::string plan;
  sqlite3_stmt* s = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(db, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &s, nullptr),
            SQLITE_OK)
      << sql;
  while (sqlite3_step(s) == SQLITE_ROW)
    plan += std::string(reinterpret_cast<const char*>(sqlite3_column_text(s, 3))) + "\n";
  sqlite3_finalize(s);
  return plan;
}

bool walks_or_sorts(const std::string& plan) {
  return plan.find("SCAN") != std::string::npos || plan.find("TEMP B-TREE") != std::string::npos ||
         plan.find("AUTOMATIC") != std::string::npos;
}

TEST(QueryPlan, IsAnIndexSearchForEachStatementOfTheStore) {
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection));
  opened().clear();
  TempFolder folder;
  WriteStore store({folder.file()});
  ReadStore reader(folder.file());
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(note_connection));
  ASSERT_EQ(opened().size(), 2U);
  std::size_t statements = 0;
  for (auto* db : opened()) {
    for (const auto& sql : prepared_on(db)) {
      ++statements;
      const auto plan = plan_of(db, sql);
      // The one row of `writer` is its whole table.
      const bool whole_by_nature = sql.find("UPDATE writer") != std::string::npos;
      EXPECT_TRUE(whole_by_nature || !walks_or_sorts(plan)) << sql << ": " << plan;
    }
  }
  EXPECT_GE(statements, 40U);
}

TEST(QueryPlan, TheCheckSeesAWalkAndASort) {
  TempFolder folder;
  WriteStore store({folder.file()});
  RawStore raw(folder.file());
  EXPECT_TRUE(walks_or_sorts(plan_of(raw.handle(), "SELECT * FROM document WHERE note = 'x'")));
  EXPECT_TRUE(walks_or_sorts(
      plan_of(raw.handle(), "SELECT * FROM document WHERE document_key > 5 ORDER BY due_date")));
}

}  // namespace
}  // namespace latido::db
