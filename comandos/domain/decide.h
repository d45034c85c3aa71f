#pragma once

#include "comandos/domain/catalogue.h"
#include "comandos/domain/commands.h"
#include "comandos/domain/events.h"
#include "comandos/domain/state.h"
#include "common/result.h"

#include <optional>
#include <vector>

// The deciders: pure. The caller loads the state that each one names; `today` is the UTC day of the
// turn. Each is a ladder of guards; the first that fails is the refusal, and its order, which is
// that of the codes below, is part of the contract (a table test). What is dated on or before
// books.closed_through is refused with PERIOD_CLOSED, naming the date's field (none for today).
// Where a command names several invoices, each code is tried on all of them before the next code.
namespace latido::domain {

// DUPLICATE_CUSTOMER
Result<CustomerCreated> decide(const CreateCustomer& command,
                               const std::optional<CustomerState>& existing);
// UNKNOWN_CUSTOMER, ARCHIVED, VERSION_CONFLICT
Result<CustomerUpdated> decide(const UpdateCustomer& command,
                               const std::optional<CustomerState>& existing);
// UNKNOWN_CUSTOMER, ARCHIVED, VERSION_CONFLICT
Result<CustomerArchived> decide(const ArchiveCustomer& command,
                                const std::optional<CustomerState>& existing);

// DUPLICATE_PRODUCT
Result<ProductCreated> decide(const CreateProduct& command,
                              const std::optional<ProductState>& existing);
// UNKNOWN_PRODUCT, ARCHIVED
Result<ProductArchived> decide(const ArchiveProduct& command,
                               const std::optional<ProductState>& existing);
// DUPLICATE_PRICE, UNKNOWN_PRODUCT, ARCHIVED (the product), UNKNOWN_TAX_RATE (a tax code that does
// not exist)
Result<PriceCreated> decide(const CreatePrice& command,
                            const std::optional<PriceState>& existing,
                            const std::optional<ProductState>& product,
                            const std::optional<TaxRateState>& tax_rate);
// UNKNOWN_PRICE, ARCHIVED
Result<PriceArchived> decide(const ArchivePrice& command,
                             const std::optional<PriceState>& existing);
// ARCHIVED (retired), BAD_VALUE (not later than its last version), TAX_IN_USE (used on or after
// validFrom)
Result<TaxRateDefined> decide(const DefineTaxRate& command,
                              const std::optional<TaxRateState>& existing);
// UNKNOWN_TAX_RATE, ARCHIVED (retired already), TAX_IN_USE (used after validTo)
Result<TaxRateRetired> decide(const RetireTaxRate& command,
                              const std::optional<TaxRateState>& existing);

// DUPLICATE_SERIES, BAD_VALUE (range or dates upside down), RANGE_OVERLAP (another series would
// print the same number: prefix A1 with 23 prints what prefix A with 123 does). `near_prefix`:
// WriteStore::series_near_prefix.
Result<SeriesCreated> decide(const CreateSeries& command,
                             const std::optional<SeriesState>& existing,
                             const std::vector<SeriesState>& near_prefix);
// UNKNOWN_SERIES, SERIES_CLOSED
Result<SeriesClosed> decide(const CloseSeries& command, const std::optional<SeriesState>& existing);
// UNKNOWN_SERIES, SERIES_CLOSED, BAD_VALUE (nothing to change, or less than now), RANGE_OVERLAP.
// `near_prefix` holds the series itself too; it is skipped.
Result<RangeExtended> decide(const ExtendRange& command,
                             const std::optional<SeriesState>& existing,
                             const std::vector<SeriesState>& near_prefix);

// The day that a document is of where nobody says: at -05:00 for a seller in Colombia, whose tax
// office wants date and time of issue from that clock (DIAN, Anexo Tecnico 1.9), else in UTC.
Date issue_day(const BooksState& books, std::int64_t now_unix_ms);

// What issuing an invoice looks at. `today`: issue_day().
struct IssueContext {
  std::optional<SeriesState> series;
  std::optional<CustomerState> customer;
  BooksState books;
  Catalogue& catalogue;
  Date today;
  // Of the tenant's accounts in the invoice's currency, as refuse_full() takes it; here and below.
  Minor largest_balance = 0;
};

// NO_LINES and MISSING_FIELD (a draft's gaps), UNKNOWN_SERIES, WRONG_SERIES_KIND, UNKNOWN_CUSTOMER,
// ARCHIVED, SERIES_CLOSED, SERIES_EXHAUSTED, BAD_VALUE (due before issue; issue date more than a
// year ahead), SERIES_EXPIRED, DATE_REGRESSION, PERIOD_CLOSED, then what fill_in and compute_totals
// refuse, OVERFLOW (a line, group or total over 10^15 minor units), EXPECTED_MISMATCH,
// NEGATIVE_TOTAL (payable below 0), OVERFLOW (a balance of the ledger)
Result<InvoiceIssued> decide(const IssueInvoice& command, const IssueContext& context);

// UNKNOWN_CUSTOMER, ARCHIVED
Result<DraftCreated> decide(const CreateDraft& command,
                            const std::optional<CustomerState>& customer);
// UNKNOWN_DRAFT, NOT_DRAFT, VERSION_CONFLICT, CURRENCY_MISMATCH
Result<DraftChanged> decide(const SetLines& command, const std::optional<DraftState>& draft);
// UNKNOWN_DRAFT, NOT_DRAFT, VERSION_CONFLICT, UNKNOWN_CUSTOMER, ARCHIVED, CURRENCY_MISMATCH (the
// currency changes though there are allowances or charges, whose amounts are in it)
Result<DraftChanged> decide(const UpdateDraft& command,
                            const std::optional<DraftState>& draft,
                            const std::optional<CustomerState>& customer);
// UNKNOWN_DRAFT, NOT_DRAFT, VERSION_CONFLICT
Result<DraftDeleted> decide(const DeleteDraft& command, const std::optional<DraftState>& draft);
// UNKNOWN_DRAFT, NOT_DRAFT, VERSION_CONFLICT, CURRENCY_MISMATCH. What the draft says, with what the
// command changes: to be decided as an IssueInvoice, whose event then gets the draft's position.
Result<IssueInvoice> content_to_issue(const IssueDraft& command,
                                      const std::optional<DraftState>& draft);

// Invoices. `books`: VOID_FORBIDDEN by policy; PERIOD_CLOSED is held against `today`.
// UNKNOWN_INVOICE, HAS_PAYMENTS, HAS_CREDIT_NOTES, NOT_OPEN (neither open nor uncollectible),
// VOID_FORBIDDEN, PERIOD_CLOSED (the invoice's issue date: a voided document drops out of that
// period's taxes; then today)
Result<InvoiceVoided> decide(const VoidInvoice& command,
                             const std::optional<InvoiceState>& invoice,
                             bool has_credit_notes,
                             const BooksState& books,
                             Date today);
// UNKNOWN_INVOICE, NOT_OPEN, PERIOD_CLOSED (today)
Result<InvoiceWrittenOff> decide(const MarkUncollectible& command,
                                 const std::optional<InvoiceState>& invoice,
                                 const BooksState& books,
                                 Date today);
// UNKNOWN_INVOICE, NOT_UNCOLLECTIBLE, PERIOD_CLOSED (today)
Result<InvoiceRecovered> decide(const RecoverInvoice& command,
                                const std::optional<InvoiceState>& invoice,
                                const BooksState& books,
                                Date today);

// Credit notes. UNKNOWN_SERIES, WRONG_SERIES_KIND, UNKNOWN_INVOICE, NOT_OPEN (neither open nor
// paid), CURRENCY_MISMATCH, SERIES_CLOSED, SERIES_EXHAUSTED, BAD_VALUE (issue date a year ahead, or
// before the invoice's), SERIES_EXPIRED, DATE_REGRESSION, PERIOD_CLOSED, UNKNOWN_LINE, BAD_VALUE (a
// line twice, quantity and amount both, wrong sign), EXCEEDS_CREDITABLE (line, tax group, total),
// EXPECTED_MISMATCH, NEGATIVE_TOTAL (payable below 0), SPLIT_MISMATCH (the parts do not add up, or
// more to the invoice than is due). Nothing overflows: credit notes stay within an issued invoice.
//
// The tax of a group is what makes the sum over all credit notes of the invoice equal to the
// rounded tax of the sum of their bases (tax included amounts: tax = gross - net), so that they
// never exceed the invoice's tax and meet it exactly in the end; it is within one minor unit of
// this credit note's own base x rate. Where the invoice was taxed by line, so is the credit note.
// `whole` takes document allowances, charges and rounding along; the others do not, but for an
// amount that is all that is left.
Result<CreditNoteIssued> decide(const IssueCreditNote& command,
                                const std::optional<SeriesState>& series,
                                const std::optional<CreditableState>& invoice,
                                const BooksState& books,
                                Date today);

// Payments.
struct PaymentContext {
  std::optional<CustomerState> customer;  // named by the command, else the invoice's
  // For RecordPayment: of each allocation, or of the one invoice; in the command's order.
  std::vector<std::optional<InvoiceState>> invoices;
  bool reference_used = false;
  BooksState books;
  Date today;
  Minor largest_balance = 0;
};
// UNKNOWN_INVOICE, UNKNOWN_CUSTOMER, NOT_OPEN (neither open nor uncollectible), CURRENCY_MISMATCH,
// WRONG_CUSTOMER (an invoice of another one), BAD_VALUE (an invoice twice), EXCEEDS_DUE (an
// allocation over what is outstanding), EXCEEDS_PAYMENT (allocations over the amount),
// DUPLICATE_REFERENCE, BAD_VALUE (received in the future), PERIOD_CLOSED, OVERFLOW (over 10^15
// minor units; a balance of the ledger)
Result<PaymentRecorded> decide(const RecordPayment& command, const PaymentContext& context);
// UNKNOWN_PAYMENT, PAYMENT_REVERSED, CURRENCY_MISMATCH, then for each allocation UNKNOWN_INVOICE,
// NOT_OPEN, CURRENCY_MISMATCH, WRONG_CUSTOMER, BAD_VALUE (twice), EXCEEDS_DUE; EXCEEDS_PAYMENT,
// INSUFFICIENT_CREDIT (the customer's credit was used otherwise), PERIOD_CLOSED (today)
Result<PaymentAllocated> decide(const Allocate& command,
                                const std::optional<PaymentState>& payment,
                                const std::vector<std::optional<InvoiceState>>& invoices,
                                Minor credit,
                                const BooksState& books,
                                Date today);
// UNKNOWN_PAYMENT, PAYMENT_REVERSED, UNKNOWN_INVOICE, CURRENCY_MISMATCH, NOT_ALLOCATED (nothing, or
// less than the amount), PERIOD_CLOSED (today)
Result<AllocationUndone> decide(const Unallocate& command,
                                const std::optional<PaymentState>& payment,
                                const std::optional<InvoiceState>& invoice,
                                const BooksState& books,
                                Date today);
// The same where the customer's credit paid: `applied`, so much of it is on the invoice.
// UNKNOWN_CUSTOMER, UNKNOWN_INVOICE, CURRENCY_MISMATCH, NOT_ALLOCATED, PERIOD_CLOSED (today)
Result<CreditUnapplied> decide(const Unallocate& command,
                               const std::optional<CustomerState>& customer,
                               const std::optional<InvoiceState>& invoice,
                               Minor applied,
                               const BooksState& books,
                               Date today);
// UNKNOWN_PAYMENT, PAYMENT_REVERSED, INSUFFICIENT_CREDIT (what it left as credit was used),
// PERIOD_CLOSED (today)
Result<PaymentReversed> decide(const ReversePayment& command,
                               const std::optional<PaymentState>& payment,
                               Minor credit,
                               const BooksState& books,
                               Date today);
// UNKNOWN_PAYMENT, PAYMENT_REVERSED, CURRENCY_MISMATCH, EXCEEDS_REFUNDABLE, INSUFFICIENT_CREDIT,
// DUPLICATE_REFERENCE, PERIOD_CLOSED (today)
Result<PaymentRefunded> decide(const RefundPayment& command,
                               const std::optional<PaymentState>& payment,
                               Minor credit,
                               bool reference_used,
                               const BooksState& books,
                               Date today);
// UNKNOWN_CUSTOMER, INSUFFICIENT_CREDIT, DUPLICATE_REFERENCE, PERIOD_CLOSED (today)
Result<CreditRefunded> decide(const RefundCredit& command,
                              const std::optional<CustomerState>& customer,
                              Minor credit,
                              bool reference_used,
                              const BooksState& books,
                              Date today);
// UNKNOWN_INVOICE, NOT_OPEN, CURRENCY_MISMATCH, EXCEEDS_DUE, INSUFFICIENT_CREDIT (also where there
// is none at all), PERIOD_CLOSED (today)
Result<CreditApplied> decide(const ApplyCustomerCredit& command,
                             const std::optional<InvoiceState>& invoice,
                             Minor credit,
                             const BooksState& books,
                             Date today);
// UNKNOWN_CUSTOMER, BAD_VALUE (0), INSUFFICIENT_CREDIT, PERIOD_CLOSED (today), OVERFLOW (more
// credit than 10^15 minor units; a balance of the ledger)
Result<BalanceAdjusted> decide(const AdjustBalance& command,
                               const std::optional<CustomerState>& customer,
                               Minor credit,
                               Minor largest_balance,
                               const BooksState& books,
                               Date today);

// BAD_VALUE (in the future, or not later than the present one)
Result<PeriodClosed> decide(const ClosePeriod& command, const BooksState& books, Date today);
Result<PolicySet> decide(const SetPolicy& command);
// DUPLICATE_TENANT (CreateTenant, and there is a seller), NOT_FOUND (UpdateTenant, and there is
// none)
Result<SellerSet> decide(const SetSeller& command, const BooksState& books);

}  // namespace latido::domain
