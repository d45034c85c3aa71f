#include "comandos/domain/refusals.h"

#include "comandos/domain/limits.h"

#include <utility>

namespace latido::domain {

Rejection no_such_series(const std::string& series) {
  return {Code::unknown_series, "series", "There is no series " + series + "."};
}

Rejection no_such_customer(const std::string& customer_id, std::string field) {
  return {Code::unknown_customer, std::move(field), "There is no customer " + customer_id + "."};
}

Rejection no_such_invoice(std::string field) {
  return {Code::unknown_invoice, std::move(field), "There is no such invoice."};
}

Guard refuse_payment(const std::optional<PaymentState>& payment) {
  if (!payment) return Rejection{Code::unknown_payment, "paymentId", "There is no such payment."};
  if (!payment->reversed) return std::nullopt;
  return Rejection{Code::payment_reversed, "paymentId", "The payment was reversed."};
}

Guard refuse_customer(const std::string& customer_id,
                      const std::optional<CustomerState>& customer,
                      std::string field) {
  if (!customer) return no_such_customer(customer_id, std::move(field));
  if (!customer->archived) return std::nullopt;
  return Rejection{Code::archived,
                   std::move(field),
                   "The customer " + customer_id + " is archived; nothing new is made for it."};
}

Guard refuse_version(std::uint32_t expected, std::uint32_t actual) {
  if (expected == 0 || expected == actual) return std::nullopt;
  return Rejection{Code::version_conflict,
                   "expectedVersion",
                   "It has version " + std::to_string(actual) + " by now, not " +
                       std::to_string(expected) + ": read it again before you change it."};
}

Guard refuse_closed(const BooksState& books, Date date, std::string field) {
  if (date > books.closed_through) return std::nullopt;
  return Rejection{Code::period_closed,
                   std::move(field),
                   "The books are closed through " + to_text(books.closed_through) +
                       "; nothing is booked on " + to_text(date) + " any more."};
}

Guard refuse_full(Minor largest_balance, Currency currency) {
  if (largest_balance <= kMaxBalance) return std::nullopt;
  return Rejection{Code::overflow,
                   "amount",
                   "The ledger holds " + to_text(largest_balance, currency) + " " +
                       std::string(currency.text()) + " on one account; over " +
                       to_text(kMaxBalance, currency) +
                       " it takes no more invoices, payments and adjustments."};
}

Guard refuse_settled(const InvoiceState& invoice, std::string field) {
  if (invoice.status == InvoiceStatus::open || invoice.status == InvoiceStatus::uncollectible) {
    return std::nullopt;
  }
  return Rejection{Code::not_open,
                   std::move(field),
                   "Invoice " + invoice.number + " is " + std::string(status_name(invoice.status)) +
                       "; only an open or uncollectible one takes money."};
}

Guard refuse_currency(Currency stated,
                      Currency actual,
                      const std::string& what,
                      std::string field) {
  if (stated == actual) return std::nullopt;
  return Rejection{Code::currency_mismatch,
                   std::move(field),
                   what + " is in " + std::string(actual.text()) + ", not in " +
                       std::string(stated.text()) + "."};
}

Guard refuse_far_ahead(Date issue_date, Date today) {
  if (issue_date.days <= today.days + kMaxDaysAhead) return std::nullopt;
  return Rejection{
      Code::bad_value,
      "issueDate",
      "issueDate " + to_text(issue_date) + " is more than a year ahead; is the year right?"};
}

Guard refuse_kind(const SeriesState& series, DocumentKind kind) {
  if (series.kind == kind) return std::nullopt;
  const bool for_invoices = series.kind == DocumentKind::invoice;
  return Rejection{
      Code::wrong_series_kind,
      "series",
      "The series " + series.series + " numbers " +
          (for_invoices ? "invoices, not credit notes." : "credit notes, not invoices.")};
}

Guard refuse_used_up(const SeriesState& series) {
  if (series.closed) {
    return Rejection{
        Code::series_closed, "series", "The series " + series.series + " is closed; use another."};
  }
  if (series.next_number > series.last_number) {
    return Rejection{Code::series_exhausted,
                     "series",
                     "The series " + series.series + " is used up; extend it or create another."};
  }
  return std::nullopt;
}

Guard refuse_issue_date(const SeriesState& series, const BooksState& books, Date issue_date) {
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
                     "The series " + series.series + " has a document of " +
                         to_text(series.last_issue_date) + "; dates never go back."};
  }
  return refuse_closed(books, issue_date, "issueDate");
}

}  // namespace latido::domain
