#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/pages.h"
#include "clients/cpp/command/show.h"
#include "clients/cpp/command/show_payments.h"

namespace latido::command {
namespace {

constexpr char kListHelp[] = R"(Newest issue date first. With --json every page is one line.

Examples:
  latido list --status open
  latido list --customer c-1 --from 2026-01-01 --to 2026-03-31 --all
  latido list --status open --due-to 2026-03-31 --min 1000 --currency EUR
  latido list --as-of 2026-03-31 --status open        # what was open at the end of that day
  latido list --all --csv > invoices.csv
)";

constexpr char kPaymentsHelp[] = R"(Last recorded first.

Examples:
  latido payments --customer c-1
  latido payments --all --csv > payments.csv
  latido payments --customer c-1 --as-of 2026-03-31   # and what each was used for by then
)";

constexpr std::uint64_t kLimitMax = 200;

struct Options {
  std::string status, customer, from, to, due_from, due_to, min, max, currency, as_of;
  std::uint64_t limit = 50;
  Output output;
};

void ask(schema::Query::Builder query, const std::string& cursor, const Options& options) {
  set_as_of(query, options.as_of);
  auto body = query.initListInvoices();
  body.setStatus(options.status);
  body.setCustomerId(options.customer);
  body.setIssuedFrom(options.from);
  body.setIssuedTo(options.to);
  body.setDueFrom(options.due_from);
  body.setDueTo(options.due_to);
  body.setPayableFrom(options.min);
  body.setPayableTo(options.max);
  body.setCurrency(options.currency);
  body.setLimit(static_cast<std::uint16_t>(options.limit));
  body.setCursor(cursor);
}

ExitCode list(Session& session, const Options& options) {
  Table table = invoice_table();
  return print_pages(
      session,
      options.output,
      table,
      "No invoices.",
      [&](schema::Query::Builder query, const std::string& cursor) { ask(query, cursor, options); },
      [&](schema::Reply::Reader reply) {
        add_invoices(table, reply.getInvoices());
        return std::string(reply.getInvoices().getNextCursor().cStr());
      });
}

ExitCode payments(Session& session, const Options& options) {
  Table table = payment_table();
  return print_pages(
      session,
      options.output,
      table,
      "No payments.",
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initListPayments();
        body.setCustomerId(options.customer);
        body.setLimit(static_cast<std::uint16_t>(options.limit));
        body.setCursor(cursor);
      },
      [&](schema::Reply::Reader reply) {
        add_payments(table, reply.getPayments());
        return std::string(reply.getPayments().getNextCursor().cStr());
      });
}

void declare_list(Subcommand& sub, Options& options) {
  sub.help(kListHelp)
      .take_choice(
          "--status", options.status, "Only those", {"open", "paid", "void", "uncollectible"})
      .take("--customer", options.customer, "Only this customer's")
      .take("--from", options.from, "First issue date, YYYY-MM-DD")
      .take("--to", options.to, "Last issue date, YYYY-MM-DD")
      .take("--due-from", options.due_from, "First due date, YYYY-MM-DD")
      .take("--due-to", options.due_to, "Last due date, YYYY-MM-DD")
      .take("--min", options.min, "Smallest amount to pay; needs --currency")
      .take("--max", options.max, "Largest amount to pay; needs --currency")
      .take("--currency", options.currency, "Only in this currency");
  declare_as_of(sub, options.as_of);
}

void declare_pages(Subcommand& sub, Options& options) {
  sub.take_number("--limit", options.limit, "Rows a page", 1, kLimitMax);
  declare_all(sub, options.output);
  declare_csv(sub, options.output);
}

}  // namespace

void add_lists(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand sub(app, "list", "List invoices", chosen);
  declare_list(sub, *options);
  declare_pages(sub, *options);
  sub.action([options](Session& session) { return list(session, *options); });
  Subcommand money(app, "payments", "List payments", chosen);
  money.help(kPaymentsHelp).take("--customer", options->customer, "Only this customer's");
  declare_as_of(money, options->as_of);
  declare_pages(money, *options);
  money.action([options](Session& session) { return payments(session, *options); });
}

}  // namespace latido::command
