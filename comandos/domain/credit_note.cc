#include "comandos/domain/credit_content.h"
#include "comandos/domain/decide.h"
#include "comandos/domain/printed_number.h"
#include "comandos/domain/refusals.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace latido::domain {
namespace {

// UNKNOWN_SERIES to SERIES_EXHAUSTED.
Guard refuse_parties(const IssueCreditNote& command,
                     const std::optional<SeriesState>& series,
                     const std::optional<CreditableState>& invoice) {
  if (!series) return no_such_series(command.series);
  if (auto refusal = refuse_kind(*series, DocumentKind::credit_note)) return refusal;
  if (!invoice) return no_such_invoice();
  const InvoiceState& state = invoice->state;
  if (state.status != InvoiceStatus::open && state.status != InvoiceStatus::paid) {
    return Rejection{Code::not_open,
                     "invoiceId",
                     "Invoice " + state.number + " is " + std::string(status_name(state.status)) +
                         "; only an open or paid one can be credited."};
  }
  if (auto refusal = refuse_currency(
          command.currency, state.currency, "Invoice " + state.number, "currency")) {
    return refusal;
  }
  return refuse_used_up(*series);
}

// BAD_VALUE, SERIES_EXPIRED, DATE_REGRESSION, PERIOD_CLOSED
Guard refuse_date(Date issue_date,
                  const SeriesState& series,
                  const Invoice& invoice,
                  const BooksState& books,
                  Date today) {
  if (auto refusal = refuse_far_ahead(issue_date, today)) return refusal;
  if (issue_date < invoice.issue_date) {
    return Rejection{Code::bad_value,
                     "issueDate",
                     "issueDate " + to_text(issue_date) + " is before that of invoice " +
                         invoice.number + ", " + to_text(invoice.issue_date) + "."};
  }
  return refuse_issue_date(series, books, issue_date);
}

Result<CreditContent> content_of(const IssueCreditNote& command, const CreditableState& invoice) {
  if (std::holds_alternative<IssueCreditNote::Whole>(command.what)) return credit_whole(invoice);
  if (const auto* amount = std::get_if<IssueCreditNote::Amount>(&command.what)) {
    return credit_amount(amount->gross, invoice);
  }
  return credit_lines(std::get<std::vector<IssueCreditNote::LinePart>>(command.what), invoice);
}

Totals totals_of(const CreditContent& content) {
  Totals totals;
  for (const auto& line : content.lines) totals.line_total += line.amount;
  for (const auto& one : content.allowances_charges) {
    (one.charge ? totals.charge_total : totals.allowance_total) += one.amount;
  }
  for (const auto& group : content.taxes) totals.tax_total += group.amount;
  totals.rounding = content.rounding;
  return totals;
}

// EXCEEDS_CREDITABLE, EXPECTED_MISMATCH, NEGATIVE_TOTAL
Guard refuse_payable(const IssueCreditNote& command,
                     const CreditableState& invoice,
                     Minor payable) {
  const Minor rest = rest_of_total(invoice);
  if (payable > rest) {
    return Rejection{Code::exceeds_creditable,
                     "lines",
                     "The credit note would come to " + to_text(payable, command.currency) +
                         " but only " + to_text(rest, command.currency) + " of invoice " +
                         invoice.state.number + " is left to credit."};
  }
  if (command.expected_payable.value_or(payable) != payable) {
    return Rejection{Code::expected_mismatch,
                     "expectedPayable",
                     "expectedPayable is stated as " +
                         to_text(*command.expected_payable, command.currency) + " but comes to " +
                         to_text(payable, command.currency) + "."};
  }
  if (payable >= 0) return std::nullopt;
  return Rejection{Code::negative_total,
                   "lines",
                   "The credit note would come to " + to_text(payable, command.currency) +
                       ", and none is ever below 0; credit more lines with it."};
}

Rejection split_mismatch(std::string field, std::string message) {
  return {Code::split_mismatch, std::move(field), std::move(message)};
}

// How much of it lowers what is due on the invoice.
Result<Minor> applied_of(const IssueCreditNote& command, Minor payable, Minor due) {
  const auto& to_credit = command.to_credit;
  const std::string note = "the credit note of " + to_text(payable, command.currency);
  if (to_credit && (*to_credit < 0 || *to_credit > payable)) {
    return tl::make_unexpected(
        split_mismatch("toCredit", "toCredit must lie between 0 and " + note + "."));
  }
  const Minor by_default = to_credit ? payable - *to_credit : std::min(payable, due);
  const Minor applied = command.to_invoice.value_or(by_default);
  const char* field = command.to_invoice ? "toInvoice" : "toCredit";
  if (applied < 0 || applied > due) {
    return tl::make_unexpected(split_mismatch(field,
                                              "Between 0 and " + to_text(due, command.currency) +
                                                  " can go to the invoice, not " +
                                                  to_text(applied, command.currency) + "."));
  }
  if (applied > payable || applied != (to_credit ? by_default : applied)) {
    return tl::make_unexpected(
        split_mismatch(field, "toInvoice and toCredit must add up to " + note + "."));
  }
  return applied;
}

Invoice document_of(CreditContent content,
                    const SeriesState& series,
                    const Invoice& invoice,
                    Date issue_date) {
  Invoice document;
  document.series = series.series;
  document.sequence = series.next_number;
  document.number = printed_number(series.prefix, series.digits, series.next_number);
  document.customer = invoice.customer;
  document.customer_version = invoice.customer_version;
  document.issue_date = issue_date;
  document.due_date = issue_date;
  document.currency = invoice.currency;
  document.totals = totals_of(content);
  document.lines = std::move(content.lines);
  document.allowances_charges = std::move(content.allowances_charges);
  document.taxes = std::move(content.taxes);
  document.reference = invoice.reference;
  document.rounding_profile = invoice.rounding_profile;
  return document;
}

}  // namespace

Result<CreditNoteIssued> decide(const IssueCreditNote& command,
                                const std::optional<SeriesState>& series,
                                const std::optional<CreditableState>& invoice,
                                const BooksState& books,
                                Date today) {
  if (auto refusal = refuse_parties(command, series, invoice)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  const Date issue_date = command.issue_date.value_or(today);
  if (auto refusal = refuse_date(issue_date, *series, invoice->invoice, books, today)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  auto content = content_of(command, *invoice);
  if (!content) return tl::make_unexpected(content.error());

  CreditNote note;
  note.of_lines = std::move(content->of_lines);
  note.document = document_of(std::move(*content), *series, invoice->invoice, issue_date);
  const Minor payable = note.document.totals.payable();
  if (auto refusal = refuse_payable(command, *invoice, payable)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  const auto applied = applied_of(command, payable, invoice->state.due());
  if (!applied) return tl::make_unexpected(applied.error());
  note.invoice = command.invoice;
  note.reason = command.reason;
  note.applied = *applied;
  return CreditNoteIssued{std::move(note)};
}

}  // namespace latido::domain
