#pragma once

#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/table.h"

#include <functional>
#include <string>

// What the subcommands that list something have in common.
namespace latido::command {

struct Output {
  bool csv = false;
  bool all = false;
};

void declare_csv(Subcommand& sub, Output& output);  // --csv
void declare_all(Subcommand& sub, Output& output);  // --all

// Fills a query for the page that `cursor` names; empty: the first.
using AskPage = std::function<void(schema::Query::Builder query, const std::string& cursor)>;
// Takes a page's rows; where the next one begins, or empty at the end.
using TakePage = std::function<std::string(schema::Reply::Reader reply)>;

// Asked where there is another page.
using GoOn = std::function<bool()>;
inline bool every_page() { return true; }

// Page after page, as long as `go_on` says so. With --json each is printed as it came. `more`:
// there is a page that was not asked for.
ExitCode each_page(
    Session& session, const GoOn& go_on, const AskPage& ask, const TakePage& take, bool& more);

// One page, the first that has rows, or all; into a table, printed at the end as text or CSV.
// `nothing`: said where it is empty.
ExitCode print_pages(Session& session,
                     const Output& output,
                     Table& table,
                     const char* nothing,
                     const AskPage& ask,
                     const TakePage& take);

// Into the columns of one query.
void print_table(const Session& session, const Output& output, const Table& table);

// Where positions lead from page to page: 0 is the end.
std::string cursor_of(std::uint64_t position);
std::uint64_t position_of(const std::string& cursor, std::uint64_t first);

}  // namespace latido::command
