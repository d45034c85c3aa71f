#include "db/reply_log.h"

#include "db/keys.h"

#include <exception>
#include <utility>

namespace latido::db {

namespace {

// Nothing of it is rolled back: where something fails, all of it is thrown away.
Connection& with_table(Connection& scratch, const std::string& file) {
  Statement(scratch, "ATTACH ? AS told").run(file);
  scratch.run(
      "PRAGMA told.journal_mode = OFF; PRAGMA told.synchronous = OFF; "
      "CREATE TABLE told.reply (event_key INTEGER PRIMARY KEY, reply BLOB NOT NULL) STRICT");
  return scratch;
}

}  // namespace

ReplyLog::ReplyLog(Connection& scratch, const std::string& file, const ReplyForm& form)
    : scratch_(with_table(scratch, file)),
      form_(form),
      after_(scratch),
      insert_(scratch, "INSERT INTO told.reply VALUES (?, ?)"),
      take_(scratch, "DELETE FROM told.reply WHERE event_key = ? RETURNING reply") {}

void ReplyLog::expect(const AppliedEvent& applied) {
  const auto reply = form_.reply_to(applied, after_);
  insert_.run(make_key(applied.tenant, applied.position), Blob{reply});
}

std::optional<Fault> ReplyLog::compare(Connection& store, std::int64_t& rows) {
  Statement all(store, "SELECT tenant_id, idempotency_key, reply FROM command_log ORDER BY rowid");
  scratch_.run("BEGIN");  // ends with the connection
  for (auto row = all.query(); row.next(); ++rows) {
    if (auto fault = compare_row(store, {row.integer(0), row.text(1), row.text(2)})) return fault;
  }
  Statement left(scratch_, "SELECT event_key FROM told.reply ORDER BY event_key LIMIT 1");
  auto row = left.query();
  if (!row.next()) return std::nullopt;
  return Fault{.table = "command_log",
               .key = "of event " + show_key(store, row.integer(0)),
               .column = "",
               .stored = "no row",
               .expected = "a row"};
}

std::optional<Fault> ReplyLog::compare_row(Connection& store, const Stored& stored) {
  const auto fault = [&](std::string column, std::string is, std::string should_be) {
    return Fault{
        .table = "command_log",
        .key = "tenant_id " + show_tenant(store, stored.tenant) + ", idempotency_key " + stored.key,
        .column = std::move(column),
        .stored = std::move(is),
        .expected = std::move(should_be)};
  };
  try {
    const auto position = form_.told_by(stored.reply);
    if (position == 0) return std::nullopt;
    const auto event = "event " + std::to_string(position);
    const auto expected =
        is_position(position) ? take_expected(make_key(stored.tenant, position)) : std::nullopt;
    if (!expected)
      return fault("reply", "of " + event, "of an event that is there and that no other tells of");
    auto found = form_.difference(stored.reply, *expected);
    if (!found) return std::nullopt;
    return fault("reply." + found->field, std::move(found->stored), std::move(found->expected));
  } catch (const StoreError&) {
    throw;
  } catch (const std::exception& unreadable) {
    return fault("reply", unreadable.what(), "the reply to a command");
  }
}

std::optional<std::string> ReplyLog::take_expected(std::int64_t event_key) {
  auto row = take_.query(event_key);
  if (!row.next()) return std::nullopt;
  auto reply = row.text(0);
  row.next();  // to its end, or the row would stay
  return reply;
}

}  // namespace latido::db
