#include "clients/cpp/command/ids.h"
#include "clients/cpp/command/resolve.h"
#include "clients/cpp/command/send.h"
#include "clients/cpp/command/show.h"

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Credits all of an invoice that is not credited yet, or some of its lines, or an amount with tax,
under a number of its own from a series of kind creditNote. It lowers what is due on the invoice;
what is over becomes the customer's credit. --to-invoice and --to-credit split it otherwise.

Examples:
  latido credit-note F-000012 --series CN --reason "Returned"
  latido credit-note F-000012 --series CN --reason "One broken" --line 2:1    # one unit of line 2
  latido credit-note F-000012 --series CN --reason "Rebate" --line 1=5.00 --line 3
  latido credit-note F-000012 --series CN --reason "Goodwill" --amount 11.90
  latido credit-note F-000012 --series CN --reason "Returned" --preview       # writes nothing
)";

struct Options {
  std::string invoice, series, reason, date, amount, to_invoice, to_credit, expect;
  std::vector<std::string> lines;
  bool preview = false;
  Sending sending;
};

void fill_lines(schema::IssueCreditNote::Builder body, const std::vector<CreditedLine>& lines) {
  auto list = body.initLines(static_cast<unsigned>(lines.size()));
  for (unsigned i = 0; i < list.size(); ++i) {
    list[i].setLine(lines[i].line);
    list[i].setQuantity(lines[i].quantity);
    list[i].setAmount(lines[i].amount);
  }
}

void fill(schema::IssueCreditNote::Builder body,
          const Options& options,
          const std::vector<CreditedLine>& lines,
          const Found& invoice) {
  body.setSeries(options.series);
  body.setInvoiceId(invoice.id);
  body.setIssueDate(options.date);
  body.setReason(options.reason);
  body.setToInvoice(options.to_invoice);
  body.setToCredit(options.to_credit);
  body.setExpectedPayable(options.expect);
  body.setCurrency(invoice.currency);
  if (!options.amount.empty()) {
    body.setAmount(options.amount);
  } else if (lines.empty()) {
    body.setWhole();
  } else {
    fill_lines(body, lines);
  }
}

ExitCode credit(Session& session, const Options& options) {
  if (!options.amount.empty() && !options.lines.empty()) {
    throw UsageError("--amount and --line exclude each other.");
  }
  std::vector<CreditedLine> lines;
  for (const auto& line : options.lines) lines.push_back(parse_credited_line(line));
  Sender sender(session, options.sending);
  const auto invoice = find_invoice(session, options.invoice);
  if (!invoice) return invoice.error();
  if (!options.preview) {
    fill(sender.command().initIssueCreditNote(), options, lines, *invoice);
    return sender.send();
  }
  fill(sender.command().initPreviewCreditNote(), options, lines, *invoice);
  return sender.send([&](schema::Reply::Reader reply) {
    return show_invoice(reply.getPreview(), session.style());
  });
}

}  // namespace

void add_credit_note(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  Subcommand sub(app, "credit-note", "Credit an invoice, whole or in part", chosen);
  sub.help(kHelp)
      .need("INVOICE", options->invoice, "Id (inv-7) or printed number")
      .need("--series", options->series, "Series of credit notes")
      .need("--reason", options->reason, "Why; stands on the credit note")
      .take_many("--line", options->lines, "A line of the invoice: 2, 2:QUANTITY or 2=AMOUNT")
      .take("--amount", options->amount, "With tax, spread over the invoice's rates")
      .take("--date", options->date, "Issue date, YYYY-MM-DD; today if left out")
      .take("--to-invoice", options->to_invoice, "How much lowers what is due on the invoice")
      .take("--to-credit", options->to_credit, "How much becomes the customer's credit")
      .take("--expect", options->expect, "Issue only where it comes to this")
      .take_flag("--preview", options->preview, "Show it and write nothing");
  declare_key(sub, options->sending);
  sub.action([options](Session& session) { return credit(session, *options); });
}

}  // namespace latido::command
