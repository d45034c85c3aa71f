#include "db/rebuild.h"

#include "db/check_file.h"
#include "db/check_ledger.h"
#include "db/compare.h"
#include "db/earlier_writes.h"
#include "db/migrate.h"
#include "db/model_tables.h"
#include "db/open.h"

#include <filesystem>
#include <utility>
#include <vector>

namespace latido::db {
namespace {

// A file that goes with the object.
class ScratchFile {
 public:
  explicit ScratchFile(std::string path) : path_(std::move(path)) {
    if (std::filesystem::exists(path_))
      throw StoreError(path_ + " is there already: remove it, or choose another scratch file");
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void tell(const RebuildOptions& options, std::string_view what) {
  if (options.phase) options.phase(what);
}

std::vector<std::string> scratch_sql(Connection& db, const char* type) {
  Statement statement(db,
                      "SELECT sql FROM scratch.sqlite_schema WHERE type = ? AND sql IS NOT NULL "
                      "ORDER BY rowid");
  std::vector<std::string> all;
  for (auto row = statement.query(std::string_view(type)); row.next();) all.push_back(row.text(0));
  return all;
}

// The scratch file is attached as `scratch`. Indexes and triggers come last: filling a table costs
// less without them, and the rows have been through these triggers once.
std::int64_t swap_tables(Connection& db,
                         const std::vector<ModelTable>& tables,
                         const RebuildOptions& options) {
  std::int64_t rows = 0;
  tell(options, "putting the new rows in place of the old ones");
  for (const auto& table : tables) db.run(("DROP TABLE IF EXISTS main." + table.name).c_str());
  for (const auto& sql : scratch_sql(db, "table")) db.run(sql.c_str());
  for (const auto& table : tables) {
    const auto columns = list_columns(table.columns, table.columns.size());
    Statement(db,
              "INSERT INTO main." + table.name + " (" + columns + ") SELECT " + columns +
                  " FROM scratch." + table.name)
        .run();
    rows += db.changed_rows();
  }
  tell(options, "making the indexes");
  for (const auto& sql : scratch_sql(db, "index")) db.run(sql.c_str());
  for (const auto& sql : scratch_sql(db, "trigger")) db.run(sql.c_str());
  return rows;
}

std::int64_t turns_of(Connection& db) { return db.integer("SELECT turn FROM writer"); }

// A new epoch: a writer that was suspended and wakes up is fenced.
void swap(Connection& db,
          const std::vector<ModelTable>& tables,
          std::int64_t turns,
          const RebuildOptions& options,
          RebuildReport& report) {
  db.run("BEGIN IMMEDIATE; UPDATE writer SET epoch = epoch + 1");
  try {
    if (turns_of(db) != turns)
      throw Busy("somebody wrote into the store meanwhile: stop the writer and try again");
    report.rows = swap_tables(db, tables, options);
    tell(options, "checking the sums");
    report.fault = check_ledger(db);
    tell(options, report.fault ? "taking it back" : "making it durable");
    db.run(report.fault ? "ROLLBACK" : "COMMIT");
  } catch (...) {
    if (db.in_transaction()) db.run("ROLLBACK");
    throw;
  }
}

}  // namespace

RebuildReport verify(const RebuildOptions& options) {
  Connection store(options.store_path, Access::read_only);
  configure_reader(store);
  check_version(store, all_migrations());
  const ScratchFile file(options.scratch_path);
  const ScratchFile replies_file(options.scratch_path + "-replies");
  Connection scratch(options.scratch_path, Access::read_write);
  prepare_scratch(scratch);
  std::optional<ReplyLog> replies;
  if (options.replies != nullptr) replies.emplace(scratch, replies_file.path(), *options.replies);
  Replay replay(store, scratch, options.decode, options.progress, replies ? &*replies : nullptr);
  RebuildReport report;
  report.fault = replay.run();
  if (!report.fault) {
    store.run("BEGIN");  // ends with the connection
    report.fault = replay.run();
  }
  report.events = replay.done();
  const auto intact_so_far = [&](std::string_view next) {
    if (!report.fault) tell(options, next);
    return !report.fault;
  };
  if (intact_so_far("comparing the rows"))
    report.fault = compare_read_models(store, scratch, report.rows);
  // After the rows, whose differences say more; before the sums, which go by indexes.
  if (intact_so_far("checking the file and its indexes")) report.fault = check_file(store);
  if (intact_so_far("checking the sums")) report.fault = check_ledger(store);
  if (replies && intact_so_far("comparing the replies"))
    report.fault = replies->compare(store, report.rows);
  if (intact_so_far("comparing the guards")) report.fault = check_guards(store, all_migrations());
  return report;
}

RebuildReport rebuild(const RebuildOptions& options) {
  Connection store(options.store_path, Access::read_write);
  configure_writer(store);
  make_earlier_writes_durable(store);
  check_log(store, all_migrations());
  const ScratchFile file(options.scratch_path);
  const auto turns = turns_of(store);
  RebuildReport report;
  std::vector<ModelTable> tables;
  {
    Connection scratch(options.scratch_path, Access::read_write);
    prepare_scratch(scratch);
    tables = model_tables(scratch);
    Replay replay(store, scratch, options.decode, options.progress, nullptr);
    report.fault = replay.run();
    report.events = replay.done();
  }
  if (report.fault) return report;
  Statement(store, "ATTACH ? AS scratch").run(options.scratch_path);
  swap(store, tables, turns, options, report);
  return report;
}

}  // namespace latido::db
