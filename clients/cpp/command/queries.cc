#include "clients/cpp/command/input.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/subcommands.h"

#include <iostream>

#include <CLI/CLI.hpp>

namespace latido::command {
namespace {

constexpr char kGetHelp[] = R"(Examples:
  latido get inv-7
  latido get F-000012
  latido --json get inv-7 | jq .invoice.totals
)";

constexpr char kListHelp[] = R"(Newest issue date first. With --json every page is one line.

Examples:
  latido list --status open
  latido list --customer c-1 --from 2026-01-01 --to 2026-03-31 --all
)";

ExitCode get(Session& session, const std::string& invoice) {
  capnp::MallocMessageBuilder message;
  auto what = session.new_query(message);
  auto body = what.initGetInvoice();
  if (is_invoice_id(invoice)) {
    body.setId(invoice);
  } else {
    body.setNumber(invoice);
  }
  return session.run(what, [&](schema::Reply::Reader reply) {
    return show_invoice(reply.getInvoice(), session.style());
  });
}

struct ListOptions {
  std::string status, customer, from, to;
  std::uint16_t limit = 50;
  bool all = false;
};

// One page: where it ends and what came of it.
struct Page {
  ExitCode code = ExitCode::ok;
  std::string next_cursor;
};

Page list_page(Session& session,
               const ListOptions& options,
               const std::string& cursor,
               Table& table) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  auto body = query.initListInvoices();
  body.setStatus(options.status);
  body.setCustomerId(options.customer);
  body.setIssuedFrom(options.from);
  body.setIssuedTo(options.to);
  body.setLimit(options.limit);
  body.setCursor(cursor);
  const auto reply = client::call(session.client(), query.asReader(), wire::Form::json);
  if (!reply) return {session.explain(reply.error(), ""), ""};
  if (session.globals().json) session.print(reply->bytes() + '\n');
  if (reply->refusal()) return {session.explain(*reply->refusal(), ""), ""};
  const auto page = reply->root().getInvoices();
  add_invoices(table, page);
  return {ExitCode::ok, page.getNextCursor().cStr()};
}

ExitCode list(Session& session, const ListOptions& options) {
  Table table = invoice_table();
  Page page;
  do {
    page = list_page(session, options, page.next_cursor, table);
  } while (options.all && page.code == ExitCode::ok && !page.next_cursor.empty());
  if (session.globals().json) return page.code;
  if (!table.empty()) {
    session.print(table.text(session.style()));
  } else if (page.code == ExitCode::ok) {
    std::cerr << "No invoices.\n";
  }
  if (!page.next_cursor.empty()) std::cerr << "There are more: add --all, or a filter.\n";
  return page.code;
}

ExitCode series_status(Session& session, const std::string& series) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  query.initSeriesStatus().setSeries(series);
  return session.run(query, [&](schema::Reply::Reader reply) {
    return show_series(reply.getSeries(), session.style());
  });
}

void add_get(CLI::App& app, Action& chosen) {
  auto invoice = std::make_shared<std::string>();
  auto* sub = app.add_subcommand("get", "Show an invoice in full");
  sub->footer(kGetHelp);
  sub->add_option("INVOICE", *invoice, "Id (inv-7) or printed number")->required();
  sub->callback([invoice, &chosen] {
    chosen = [invoice](Session& session) { return get(session, *invoice); };
  });
}

void add_list(CLI::App& app, Action& chosen) {
  constexpr int kLimitMax = 200;
  auto options = std::make_shared<ListOptions>();
  auto* sub = app.add_subcommand("list", "List invoices");
  sub->footer(kListHelp);
  sub->add_option("--status", options->status, "Only open, paid or void ones")
      ->check(CLI::IsMember({"open", "paid", "void"}));
  sub->add_option("--customer", options->customer, "Only this customer's");
  sub->add_option("--from", options->from, "First issue date, YYYY-MM-DD");
  sub->add_option("--to", options->to, "Last issue date, YYYY-MM-DD");
  sub->add_option("--limit", options->limit, "Invoices a page, 1 to 200")
      ->check(CLI::Range(1, kLimitMax))
      ->capture_default_str();
  sub->add_flag("--all", options->all, "Every page, not only the first");
  sub->callback([options, &chosen] {
    chosen = [options](Session& session) { return list(session, *options); };
  });
}

void add_series_status(CLI::App& app, Action& chosen) {
  auto series = std::make_shared<std::string>();
  auto* sub = app.add_subcommand("series-status", "Show how far a series is used");
  sub->footer("Example:\n  latido series-status F\n");
  sub->add_option("SERIES", *series, "Name of the series")->required();
  sub->callback([series, &chosen] {
    chosen = [series](Session& session) { return series_status(session, *series); };
  });
}

}  // namespace

void add_queries(CLI::App& app, Action& chosen) {
  add_get(app, chosen);
  add_list(app, chosen);
  add_series_status(app, chosen);
}

}  // namespace latido::command
