#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/pages.h"
#include "clients/cpp/command/show_reports.h"

namespace latido::command {
namespace {

constexpr char kStatementHelp[] =
    R"(What happened between a customer and you, day by day, with what was owed before and after.

Example:
  latido statement c-1 --currency EUR --from 2026-01-01 --to 2026-03-31
  latido statement c-1 --currency EUR --from 2026-01-01 --to 2026-03-31 --csv > c-1.csv
  latido statement c-1 --currency EUR --from 2026-01-01 --to 2026-03-31 --as-of 2026-04-05   # as it was sent then
)";

constexpr char kAgingHelp[] =
    R"(What is due, by how long it is overdue on a day, each customer and currency a row. --date only
moves the day that ages are counted to; --as-of goes back to what was due then.

Examples:
  latido aging
  latido aging --date 2026-03-31 --customer c-1
  latido aging --as-of 2026-03-31     # what was due at the end of that day, and how late it was then
  latido aging --csv > aging.csv
)";

constexpr char kTaxHelp[] =
    R"(Tax by currency, category and rate of all documents issued from one day to another: invoices less
credit notes; void invoices do not count.

Example:
  latido tax-report --from 2026-01-01 --to 2026-03-31
  latido tax-report --from 2026-01-01 --to 2026-03-31 --as-of 2026-04-20   # as it was filed then
)";

constexpr char kTrialHelp[] =
    R"(Every account's balance. Debits and credits are equal in each currency.

Examples:
  latido trial-balance
  latido trial-balance --currency EUR --as-of 2026-03-31
)";

struct Options {
  std::string customer, currency, from, to, date, as_of;
  Output output{.csv = false, .all = true};
};

// What one reply holds.
template <class Ask, class Tabulate>
ExitCode one_table(Session& session, const Options& options, Ask ask, Tabulate tabulate) {
  capnp::MallocMessageBuilder message;
  auto query = session.new_query(message);
  ask(query);
  return session.run(query, [&](schema::Reply::Reader reply) {
    const Table table = tabulate(reply);
    return options.output.csv ? table.csv() : table.text(session.style());
  });
}

ExitCode balance(Session& session, const Options& options) {
  return one_table(
      session,
      options,
      [&](schema::Query::Builder query) {
        set_as_of(query, options.as_of);
        query.initCustomerBalance().setCustomerId(options.customer);
      },
      [](schema::Reply::Reader reply) { return balance_table(reply.getBalances()); });
}

ExitCode statement(Session& session, const Options& options) {
  StatementPages pages;
  bool more = false;
  const auto code = each_page(
      session,
      every_page,
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initStatement();
        body.setCustomerId(options.customer);
        body.setCurrency(options.currency);
        body.setFrom(options.from);
        body.setTo(options.to);
        body.setLimit(1'000);
        body.setCursor(cursor);
      },
      [&](schema::Reply::Reader reply) {
        pages.add(reply.getStatement());
        return std::string(reply.getStatement().getNextCursor().cStr());
      },
      more);
  if (code == ExitCode::ok && !session.globals().json)
    print_table(session, options.output, pages.table());
  return code;
}

ExitCode trial_balance(Session& session, const Options& options) {
  return one_table(
      session,
      options,
      [&](schema::Query::Builder query) {
        set_as_of(query, options.as_of);
        query.initTrialBalance().setCurrency(options.currency);
      },
      [](schema::Reply::Reader reply) { return trial_balance_table(reply.getTrialBalance()); });
}

ExitCode aging(Session& session, const Options& options) {
  Table table = aging_table();
  return print_pages(
      session,
      options.output,
      table,
      "Nothing is due.",
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initAgingReport();
        body.setDate(options.date);
        body.setCustomerId(options.customer);
        body.setCursor(cursor);
      },
      [&](schema::Reply::Reader reply) {
        add_aging(table, reply.getAging());
        return std::string(reply.getAging().getNextCursor().cStr());
      });
}

// Its parts are added up: a group may be in several.
ExitCode tax_report(Session& session, const Options& options) {
  TaxSums sums;
  bool more = false;
  const auto code = each_page(
      session,
      every_page,
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initTaxReport();
        body.setFrom(options.from);
        body.setTo(options.to);
        body.setCursor(cursor);
      },
      [&](schema::Reply::Reader reply) {
        sums.add(reply.getTaxes());
        return std::string(reply.getTaxes().getNextCursor().cStr());
      },
      more);
  if (code == ExitCode::ok && !session.globals().json) {
    print_table(session, options.output, sums.table());
  }
  return code;
}

constexpr char kFirstDay[] = "First day, YYYY-MM-DD";
constexpr char kLastDay[] = "Last day, YYYY-MM-DD";

}  // namespace

void add_reports(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  const auto run = [options](auto what) {
    return [options, what](Session& session) { return what(session, *options); };
  };
  Subcommand owed(app, "balance", "Show what a customer owes, and its credit", chosen);
  owed.help("Examples:\n  latido balance c-1\n  latido balance c-1 --as-of 2026-03-31\n")
      .need("CUSTOMER", options->customer, "Id of the customer");
  declare_as_of(owed, options->as_of);
  declare_csv(owed, options->output);
  owed.action(run(balance));

  Subcommand entries(app, "statement", "Show a customer's statement", chosen);
  entries.help(kStatementHelp)
      .need("CUSTOMER", options->customer, "Id of the customer")
      .need("--currency", options->currency, "For example EUR")
      .need("--from", options->from, kFirstDay)
      .need("--to", options->to, kLastDay);
  declare_as_of(entries, options->as_of);
  declare_csv(entries, options->output);
  entries.action(run(statement));

  Subcommand ages(app, "aging", "Show how long what is due is overdue", chosen);
  ages.help(kAgingHelp)
      .take("--date", options->date, "Day that ages are counted to; today, or that of --as-of")
      .take("--customer", options->customer, "Only this customer's");
  declare_as_of(ages, options->as_of);
  declare_csv(ages, options->output);
  ages.action(run(aging));

  Subcommand taxes(app, "tax-report", "Show tax by rate for a period", chosen);
  taxes.help(kTaxHelp).need("--from", options->from, kFirstDay).need("--to", options->to, kLastDay);
  declare_as_of(taxes, options->as_of);
  declare_csv(taxes, options->output);
  taxes.action(run(tax_report));

  Subcommand accounts(app, "trial-balance", "Show the balance of every account", chosen);
  accounts.help(kTrialHelp).take("--currency", options->currency, "Only in this currency");
  declare_as_of(accounts, options->as_of);
  declare_csv(accounts, options->output);
  accounts.action(run(trial_balance));
}

}  // namespace latido::command
