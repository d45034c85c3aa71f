#pragma once

#include "comandos/domain/commands.h"
#include "comandos/domain/events.h"
#include "comandos/domain/state.h"
#include "common/result.h"

#include <optional>
#include <vector>

// The deciders: pure. The caller loads the state that each one names; `today` is the UTC day of the
// turn. Each is a ladder of guards; the first that fails is the refusal, and its order is part of
// the contract (a table test).
namespace latido::domain {

// DUPLICATE_CUSTOMER
Result<CustomerCreated> decide(const CreateCustomer& command,
                               const std::optional<Customer>& existing);

// DUPLICATE_SERIES, BAD_VALUE (range or dates upside down), RANGE_OVERLAP (another series would
// print the same number: prefix A1 with 23 prints what prefix A with 123 does). `near_prefix`:
// WriteStore::series_near_prefix.
Result<SeriesCreated> decide(const CreateSeries& command,
                             const std::optional<SeriesState>& existing,
                             const std::vector<SeriesState>& near_prefix);

// UNKNOWN_SERIES, UNKNOWN_CUSTOMER, SERIES_EXHAUSTED, BAD_VALUE (due before issue;
// issue date more than a year ahead), SERIES_EXPIRED, DATE_REGRESSION, then what compute_totals
// refuses, OVERFLOW (a total over 10^15 minor units), EXPECTED_MISMATCH, NEGATIVE_TOTAL (payable
// below 0)
Result<InvoiceIssued> decide(const IssueInvoice& command,
                             const std::optional<SeriesState>& series,
                             const std::optional<Customer>& customer,
                             Date today);

// UNKNOWN_INVOICE, HAS_PAYMENTS, NOT_OPEN
Result<InvoiceVoided> decide(const VoidInvoice& command,
                             const std::optional<InvoiceState>& invoice);

// UNKNOWN_INVOICE, NOT_OPEN, CURRENCY_MISMATCH, EXCEEDS_DUE, DUPLICATE_REFERENCE
Result<PaymentRecorded> decide(const RecordPayment& command,
                               const std::optional<InvoiceState>& invoice,
                               bool reference_used,
                               Date today);

}  // namespace latido::domain
