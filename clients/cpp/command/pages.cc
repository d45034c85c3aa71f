#include "clients/cpp/command/pages.h"

#include <iostream>

namespace latido::command {
namespace {

// Those whose next page begins after a position or at a number. Cursors carry the moment of the
// first page; these do not.
bool has_no_cursor(schema::Query::Reader query) {
  return query.isLedgerEntries() || query.isAuditTrail() || query.isEventFeed() ||
         query.isGapReport();
}

// A time that is not over yet stands for another position with each event. `position`: that of the
// first page, or 0 where this is it.
void keep_moment(schema::Query::Builder query, std::uint64_t position) {
  if (position != 0 && query.getAsOf().isUnixMs() && has_no_cursor(query.asReader()))
    query.getAsOf().setPosition(position);
}

}  // namespace

void declare_csv(Subcommand& sub, Output& output) {
  sub.take_flag("--csv", output.csv, "As CSV (RFC 4180), with a line of titles");
}

void declare_all(Subcommand& sub, Output& output) {
  sub.take_flag("--all", output.all, "Every page, not only the first");
}

ExitCode each_page(
    Session& session, const GoOn& go_on, const AskPage& ask, const TakePage& take, bool& more) {
  std::string cursor;
  std::uint64_t position = 0;
  more = false;
  do {
    capnp::MallocMessageBuilder message;
    auto query = session.new_query(message);
    ask(query, cursor);
    keep_moment(query, position);
    const auto reply = client::call(session.client(), query.asReader(), wire::Form::json);
    if (!reply) return session.explain(reply.error(), "");
    if (session.globals().json) session.print(reply->bytes() + '\n');
    if (reply->refusal()) return session.explain(*reply->refusal(), "");
    std::string next = take(reply->root());
    if (!next.empty() && next == cursor) {
      std::cerr << "latido: the service does not get on from page to page.\n";
      return ExitCode::no_answer;
    }
    cursor = std::move(next);
    position = reply->root().getAsOfPosition();
  } while (!cursor.empty() && go_on());
  more = !cursor.empty();
  return ExitCode::ok;
}

ExitCode print_pages(Session& session,
                     const Output& output,
                     Table& table,
                     const char* nothing,
                     const AskPage& ask,
                     const TakePage& take) {
  bool more = false;
  // A page may be empty and not the last: the service looks at so many rows for each.
  const auto go_on = [&] { return output.all || table.empty(); };
  const auto code = each_page(session, go_on, ask, take, more);
  if (session.globals().json) return code;
  if (!table.empty() || (output.csv && code == ExitCode::ok)) {
    print_table(session, output, table);
  } else if (code == ExitCode::ok) {
    std::cerr << nothing << '\n';
  }
  if (more) std::cerr << "There are more: add --all, or a filter.\n";
  return code;
}

void print_table(const Session& session, const Output& output, const Table& table) {
  session.print(output.csv ? table.csv() : table.text(session.style()));
}

std::string cursor_of(std::uint64_t position) {
  return position == 0 ? "" : std::to_string(position);
}

std::uint64_t position_of(const std::string& cursor, std::uint64_t first) {
  return cursor.empty() ? first : std::stoull(cursor);
}

}  // namespace latido::command
