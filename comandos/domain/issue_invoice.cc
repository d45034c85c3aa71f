#include "comandos/domain/decide.h"
#include "comandos/domain/printed_number.h"
#include "comandos/domain/totals.h"

#include <algorithm>
#include <iterator>

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

// A mistyped year would block the series for all the dates before it.
constexpr std::int32_t kMaxDaysAhead = 366;

std::optional<Rejection> refuse_date(const SeriesState& series, Date issue_date, Date today) {
  if (issue_date.days > today.days + kMaxDaysAhead) {
    return Rejection{
        Code::bad_value,
        "issueDate",
        "issueDate " + to_text(issue_date) + " is more than a year ahead; is the year right?"};
  }
  if (issue_date < series.valid_from || issue_date > series.valid_to) {
    const bool early = issue_date < series.valid_from;
    return Rejection{
        Code::series_expired,
        "issueDate",
        "The series " + series.series + " may be used " +
            (early ? "from " + to_text(series.valid_from) : "until " + to_text(series.valid_to)) +
            ", not on " + to_text(issue_date) + "."};
  }
  if (issue_date < series.last_issue_date) {
    return Rejection{Code::date_regression,
                     "issueDate",
                     "The series " + series.series + " has an invoice of " +
                         to_text(series.last_issue_date) + "; dates never go back."};
  }
  return std::nullopt;
}

Rejection negative_total(const IssueInvoice& command, const Totals& totals) {
  const bool by_prepaid = totals.tax_inclusive() >= 0 && command.prepaid > 0;
  return Rejection{Code::negative_total,
                   by_prepaid ? "prepaid" : "lines",
                   "The amount to pay would be " + to_text(totals.payable(), command.currency) +
                       "; an invoice is never below 0."};
}

// Far above any real invoice, and far enough below 2^63 that a tenant's balances cannot overflow by
// accident.
constexpr Minor kMaxTotal = 1'000'000'000'000'000;

bool too_large(const Totals& totals) {
  const Minor all[] = {totals.line_total,
                       totals.allowance_total,
                       totals.charge_total,
                       totals.tax_total,
                       totals.prepaid,
                       totals.tax_inclusive()};
  return std::any_of(std::begin(all), std::end(all), [](Minor amount) {
    return amount > kMaxTotal || amount < -kMaxTotal;
  });
}

// Totals that agree with what the caller believes and can be asked for.
Result<Computed> settle(const IssueInvoice& command) {
  auto computed = compute_totals(command);
  if (!computed) return computed;
  if (too_large(computed->totals)) {
    return reject(
        Code::overflow,
        "lines",
        "No total of an invoice may be over " + to_text(kMaxTotal, command.currency) + ".");
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

}  // namespace

Result<InvoiceIssued> decide(const IssueInvoice& command,
                             const std::optional<SeriesState>& series,
                             const std::optional<Customer>& customer,
                             Date today) {
  if (!series) {
    return reject(Code::unknown_series, "series", "There is no series " + command.series + ".");
  }
  if (!customer) {
    return reject(
        Code::unknown_customer, "customerId", "There is no customer " + command.customer_id + ".");
  }
  if (series->next_number > series->last_number) {
    return reject(Code::series_exhausted,
                  "series",
                  "The series " + series->series + " is used up; create another.");
  }
  const Date issue_date = command.issue_date.value_or(today);
  const auto due_date = due_date_of(command, issue_date);
  if (!due_date) return tl::make_unexpected(due_date.error());
  if (auto refusal = refuse_date(*series, issue_date, today)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  auto computed = settle(command);
  if (!computed) return tl::make_unexpected(computed.error());

  Invoice invoice;
  invoice.series = series->series;
  invoice.sequence = series->next_number;
  invoice.number = printed_number(series->prefix, series->digits, series->next_number);
  invoice.customer = *customer;
  invoice.issue_date = issue_date;
  invoice.due_date = *due_date;
  invoice.currency = command.currency;
  invoice.lines = with_amounts(command.lines, computed->line_amounts);
  invoice.allowances_charges = command.allowances_charges;
  invoice.taxes = std::move(computed->taxes);
  invoice.totals = computed->totals;
  invoice.reference = command.reference;
  invoice.note = command.note;
  return InvoiceIssued{std::move(invoice)};
}

}  // namespace latido::domain
