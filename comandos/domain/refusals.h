#pragma once

#include "comandos/domain/state.h"
#include "common/result.h"

#include <optional>
#include <string>

// Refusals and guards that several deciders share. A guard gives nothing where all is well.
namespace latido::domain {

using Guard = std::optional<Rejection>;

Rejection no_such_series(const std::string& series);
Rejection no_such_customer(const std::string& customer_id, std::string field = "customerId");
Rejection no_such_invoice(std::string field = "invoiceId");
// UNKNOWN_PAYMENT, PAYMENT_REVERSED
Guard refuse_payment(const std::optional<PaymentState>& payment);

// UNKNOWN_CUSTOMER, ARCHIVED.
Guard refuse_customer(const std::string& customer_id,
                      const std::optional<CustomerState>& customer,
                      std::string field = "customerId");
// VERSION_CONFLICT; `expected` 0 is not checked.
Guard refuse_version(std::uint32_t expected, std::uint32_t actual);
// PERIOD_CLOSED
Guard refuse_closed(const BooksState& books, Date date, std::string field);
// OVERFLOW: the books hold too much to take more. `largest_balance`: of the tenant's accounts in
// the currency, whichever side it is on.
Guard refuse_full(Minor largest_balance, Currency currency);
// NOT_OPEN: neither open nor uncollectible.
Guard refuse_settled(const InvoiceState& invoice, std::string field);
// CURRENCY_MISMATCH. `what`: "Invoice F-1".
Guard refuse_currency(Currency stated, Currency actual, const std::string& what, std::string field);
// BAD_VALUE
Guard refuse_far_ahead(Date issue_date, Date today);

// WRONG_SERIES_KIND
Guard refuse_kind(const SeriesState& series, DocumentKind kind);
// SERIES_CLOSED, SERIES_EXHAUSTED
Guard refuse_used_up(const SeriesState& series);
// SERIES_EXPIRED, DATE_REGRESSION, PERIOD_CLOSED
Guard refuse_issue_date(const SeriesState& series, const BooksState& books, Date issue_date);

}  // namespace latido::domain
