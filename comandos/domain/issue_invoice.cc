#include "comandos/domain/decide.h"
#include "comandos/domain/limits.h"
#include "comandos/domain/printed_number.h"
#include "comandos/domain/refusals.h"
#include "comandos/domain/totals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace latido::domain {
namespace {

Result<Date> due_date_of(const IssueInvoice& command, Date issue_date) {
  const Date due = command.due_date.value_or(Date{issue_date.days + command.terms_days});
  if (due < issue_date) {
    return reject(
        Code::bad_value,
        "dueDate",
        "dueDate " + to_text(due) + " is before the issue date " + to_text(issue_date) + ".");
  }
  return due;
}

Rejection negative_total(const IssueInvoice& command, const Totals& totals) {
  const bool by_prepaid = totals.tax_inclusive() >= 0 && command.prepaid > 0;
  return Rejection{Code::negative_total,
                   by_prepaid ? "prepaid" : "lines",
                   "The amount to pay would be " + to_text(totals.payable(), command.currency) +
                       "; an invoice is never below 0."};
}

bool too_large(Minor amount) { return amount > kMaxTotal || amount < -kMaxTotal; }

// Also of any part: what is computed from an issued invoice relies on it.
bool too_large(const Computed& computed) {
  const Totals& totals = computed.totals;
  const Minor all[] = {totals.line_total,
                       totals.allowance_total,
                       totals.charge_total,
                       totals.tax_total,
                       totals.prepaid,
                       totals.tax_inclusive()};
  const auto& lines = computed.line_amounts;
  return std::any_of(std::begin(all), std::end(all), [](Minor one) { return too_large(one); }) ||
         std::any_of(lines.begin(), lines.end(), [](Minor one) { return too_large(one); }) ||
         std::any_of(computed.taxes.begin(), computed.taxes.end(), [](const TaxGroup& group) {
           return too_large(group.base) || too_large(group.amount);
         });
}

// Totals that agree with what the caller believes and can be asked for.
Result<Computed> settle(const IssueInvoice& command, RoundingProfile profile) {
  auto computed = compute_totals(command, profile);
  if (!computed) return computed;
  if (too_large(*computed)) {
    return reject(
        Code::overflow,
        "lines",
        "No amount of an invoice may be over " + to_text(kMaxTotal, command.currency) + ".");
  }
  const auto agreed = check_expected(command.expected, *computed, command.currency);
  if (!agreed) return tl::make_unexpected(agreed.error());
  if (computed->totals.payable() < 0) {
    return tl::make_unexpected(negative_total(command, computed->totals));
  }
  return computed;
}

std::vector<Line> with_amounts(std::vector<Line> lines, const std::vector<Minor>& amounts) {
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].amount = amounts[i];
  return lines;
}

// A draft may be issued with gaps that the wire does not let pass in an invoice.
Guard refuse_gaps(const IssueInvoice& command) {
  if (command.lines.empty()) {
    return Rejection{Code::no_lines, "lines", "An invoice needs at least one line."};
  }
  if (!command.series.empty()) return std::nullopt;
  return Rejection{Code::missing_field, "series", "series is required."};
}

// UNKNOWN_SERIES to SERIES_EXHAUSTED.
Guard refuse_parties(const IssueInvoice& command, const IssueContext& context) {
  const auto& series = context.series;
  if (!series) return no_such_series(command.series);
  if (auto refusal = refuse_kind(*series, DocumentKind::invoice)) return refusal;
  if (auto refusal = refuse_customer(command.customer_id, context.customer)) return refusal;
  return refuse_used_up(*series);
}

struct Dates {
  Date issue;
  Date due;
};

Result<Dates> dates_of(const IssueInvoice& command, const IssueContext& context) {
  const Date issue = command.issue_date.value_or(context.today);
  const auto due = due_date_of(command, issue);
  if (!due) return tl::make_unexpected(due.error());
  auto refusal = refuse_far_ahead(issue, context.today);
  if (!refusal) refusal = refuse_issue_date(*context.series, context.books, issue);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return Dates{issue, *due};
}

Invoice invoice_of(IssueInvoice command, const IssueContext& context, Dates dates) {
  const auto& series = *context.series;
  Invoice invoice;
  invoice.series = series.series;
  invoice.sequence = series.next_number;
  invoice.number = printed_number(series.prefix, series.digits, series.next_number);
  invoice.customer = context.customer->customer;
  invoice.customer_version = context.customer->version;
  invoice.issue_date = dates.issue;
  invoice.due_date = dates.due;
  invoice.currency = command.currency;
  invoice.allowances_charges = std::move(command.allowances_charges);
  invoice.reference = std::move(command.reference);
  invoice.note = std::move(command.note);
  invoice.rounding_profile = context.books.policy.rounding_profile;
  return invoice;
}

}  // namespace

Result<InvoiceIssued> decide(const IssueInvoice& command, const IssueContext& context) {
  auto refusal = refuse_gaps(command);
  if (!refusal) refusal = refuse_parties(command, context);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  const auto dates = dates_of(command, context);
  if (!dates) return tl::make_unexpected(dates.error());

  auto lines = fill_in(command.lines, command.currency, dates->issue, context.catalogue);
  if (!lines) return tl::make_unexpected(lines.error());
  IssueInvoice filled = command;
  filled.lines = std::move(*lines);
  auto computed = settle(filled, context.books.policy.rounding_profile);
  if (!computed) return tl::make_unexpected(computed.error());
  refusal = refuse_full(context.largest_balance, command.currency);
  if (refusal) {
    refusal->field = "lines";
    return tl::make_unexpected(std::move(*refusal));
  }

  auto priced = with_amounts(std::move(filled.lines), computed->line_amounts);
  Invoice invoice = invoice_of(std::move(filled), context, *dates);
  invoice.lines = std::move(priced);
  invoice.taxes = std::move(computed->taxes);
  invoice.totals = computed->totals;
  return InvoiceIssued{std::move(invoice)};
}

}  // namespace latido::domain
