#include "clients/cpp/command/as_of.h"
#include "clients/cpp/command/ids.h"
#include "clients/cpp/command/pages.h"
#include "clients/cpp/command/show_history.h"

namespace latido::command {
namespace {

constexpr char kLedgerHelp[] =
    R"(Every transfer moves one amount from the credit to the debit side of two accounts, in the order
of positions.

Examples:
  latido ledger
  latido ledger --account receivable --after 120 --all
  latido ledger --after 120 --as-of 2026-03-31 --all   # from one moment to another
)";

constexpr char kTrailHelp[] =
    R"(Everything that was ever done to one thing, who did it and when. With --json, all that was said.

Examples:
  latido trail inv-7
  latido trail pay-9
  latido trail --customer c-1
  latido trail --series F
  latido trail --books                  # who issues, the policy, closed periods
)";

constexpr char kEventsHelp[] =
    R"(All that happened in the books, in order; nothing is ever skipped. With --json, all that was said.

Examples:
  latido events --after 120
  latido --json events --all > events.jsonl
)";

struct Options {
  std::string account, id, customer, series, product, price, tax_code, as_of;
  bool books = false;
  std::uint64_t after = 0;
  std::uint64_t limit = 100;
  Output output;
};

ExitCode ledger(Session& session, const Options& options) {
  Table table = ledger_table();
  return print_pages(
      session,
      options.output,
      table,
      "No entries.",
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initLedgerEntries();
        body.setAfterPosition(position_of(cursor, options.after));
        body.setAccount(options.account);
        body.setLimit(static_cast<std::uint16_t>(options.limit));
      },
      [&](schema::Reply::Reader reply) {
        add_ledger(table, reply.getLedger());
        return cursor_of(reply.getLedger().getNextPosition());
      });
}

void ask_by_id(schema::AuditTrail::Builder body, const std::string& id) {
  switch (kind_of(id)) {
    case IdKind::invoice:
      return body.setInvoiceId(id);
    case IdKind::credit_note:
      return body.setCreditNoteId(id);
    case IdKind::payment:
      return body.setPaymentId(id);
    case IdKind::draft:
      return body.setDraftId(id);
    case IdKind::none:
      break;
  }
  throw UsageError(id + " is no id such as inv-7, cn-8, pay-9 or draft-4.");
}

void ask_trail(schema::AuditTrail::Builder body, const Options& options) {
  if (!options.id.empty()) return ask_by_id(body, options.id);
  if (!options.customer.empty()) return body.setCustomerId(options.customer);
  if (!options.series.empty()) return body.setSeries(options.series);
  if (!options.product.empty()) return body.setProductId(options.product);
  if (!options.price.empty()) return body.setPriceId(options.price);
  if (!options.tax_code.empty()) return body.setTaxCode(options.tax_code);
  if (options.books) return body.setBooks();
  throw UsageError(
      "Say of what: an id, or --customer, --series, --product, --price, --tax-code, --books.");
}

ExitCode trail(Session& session, const Options& options) {
  Table table = event_table();
  return print_pages(
      session,
      {.csv = false, .all = true},
      table,
      "No events.",
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initAuditTrail();
        ask_trail(body, options);
        body.setAfterPosition(position_of(cursor, 0));
      },
      [&](schema::Reply::Reader reply) {
        add_events(table, reply.getEvents());
        return cursor_of(reply.getEvents().getNextPosition());
      });
}

ExitCode events(Session& session, const Options& options) {
  Table table = event_table();
  return print_pages(
      session,
      options.output,
      table,
      "No events.",
      [&](schema::Query::Builder query, const std::string& cursor) {
        set_as_of(query, options.as_of);
        auto body = query.initEventFeed();
        body.setAfterPosition(position_of(cursor, options.after));
        body.setLimit(static_cast<std::uint16_t>(options.limit));
      },
      [&](schema::Reply::Reader reply) {
        add_events(table, reply.getEvents());
        return cursor_of(reply.getEvents().getNextPosition());
      });
}

void declare_pages(Subcommand& sub, Options& options) {
  constexpr std::uint64_t kPositionMax = (std::uint64_t{1} << 40U) - 1;
  constexpr std::uint64_t kLimitMax = 1000;
  sub.take_number("--after", options.after, "Only later than this position", 0, kPositionMax)
      .take_number("--limit", options.limit, "Rows a page", 1, kLimitMax);
  declare_as_of(sub, options.as_of);
  declare_all(sub, options.output);
}

const std::vector<std::string>& accounts() {
  static const std::vector<std::string> kAccounts{"receivable",
                                                  "revenue",
                                                  "taxPayable",
                                                  "cash",
                                                  "prepayment",
                                                  "rounding",
                                                  "customerCredit",
                                                  "badDebt",
                                                  "adjustment"};
  return kAccounts;
}

}  // namespace

void add_history(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand entries(app, "ledger", "Show the transfers between accounts", chosen);
  entries.help(kLedgerHelp)
      .take_choice("--account", options->account, "Only transfers of this account", accounts());
  declare_pages(entries, *options);
  declare_csv(entries, options->output);
  entries.action([options](Session& session) { return ledger(session, *options); });

  Subcommand one(app, "trail", "Show all that was done to one thing", chosen);
  one.help(kTrailHelp)
      .take("ID", options->id, "inv-7, cn-8, pay-9 or draft-4")
      .take("--customer", options->customer, "Of a customer")
      .take("--series", options->series, "Of a series")
      .take("--product", options->product, "Of a product")
      .take("--price", options->price, "Of a price")
      .take("--tax-code", options->tax_code, "Of a tax code")
      .take_flag("--books", options->books, "Of the books: who issues, policy, closed periods");
  declare_as_of(one, options->as_of);
  one.action([options](Session& session) { return trail(session, *options); });

  Subcommand all(app, "events", "Show all that happened after a position", chosen);
  all.help(kEventsHelp);
  declare_pages(all, *options);
  all.action([options](Session& session) { return events(session, *options); });
}

}  // namespace latido::command
