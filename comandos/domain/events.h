#pragma once

#include "comandos/domain/catalogue.h"
#include "comandos/domain/commands.h"
#include "comandos/domain/document.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

// What happened. Past tense; schema/events.capnp is the stored form.
namespace latido::domain {

struct CustomerCreated {
  Customer customer;
  friend bool operator==(const CustomerCreated&, const CustomerCreated&) = default;
};

struct SeriesCreated {
  std::string series;
  std::string prefix;
  std::int64_t first_number = 1;
  std::int64_t last_number = 0;
  std::uint8_t digits = 0;
  Date valid_from = kNoFirstDate;
  Date valid_to = kNoLastDate;
  std::string authorization;
  DocumentKind kind = DocumentKind::invoice;
  friend bool operator==(const SeriesCreated&, const SeriesCreated&) = default;
};

struct InvoiceIssued {
  Invoice invoice;
  friend bool operator==(const InvoiceIssued&, const InvoiceIssued&) = default;
};

struct InvoiceVoided {
  std::int64_t invoice = 0;  // position of its InvoiceIssued event; here and below
  std::string reason;
  friend bool operator==(const InvoiceVoided&, const InvoiceVoided&) = default;
};

// What of the amount is in no allocation is the customer's credit.
struct PaymentRecorded {
  std::string customer_id;
  Minor amount = 0;
  Currency currency;
  Date received_date;
  std::string reference;
  std::string method;
  std::vector<Allocation> allocations;
  friend bool operator==(const PaymentRecorded&, const PaymentRecorded&) = default;
};

struct CustomerUpdated {
  Customer customer;
  friend bool operator==(const CustomerUpdated&, const CustomerUpdated&) = default;
};

struct CustomerArchived {
  std::string customer_id;
  friend bool operator==(const CustomerArchived&, const CustomerArchived&) = default;
};

struct ProductCreated {
  Product product;
  friend bool operator==(const ProductCreated&, const ProductCreated&) = default;
};

struct ProductArchived {
  std::string product_id;
  friend bool operator==(const ProductArchived&, const ProductArchived&) = default;
};

struct PriceCreated {
  Price price;
  friend bool operator==(const PriceCreated&, const PriceCreated&) = default;
};

struct PriceArchived {
  std::string price_id;
  friend bool operator==(const PriceArchived&, const PriceArchived&) = default;
};

struct TaxRateDefined {
  std::string tax_code;
  Tax tax;
  Date valid_from;
  friend bool operator==(const TaxRateDefined&, const TaxRateDefined&) = default;
};

struct TaxRateRetired {
  std::string tax_code;
  Date valid_to;
  friend bool operator==(const TaxRateRetired&, const TaxRateRetired&) = default;
};

struct SeriesClosed {
  std::string series;
  friend bool operator==(const SeriesClosed&, const SeriesClosed&) = default;
};

struct RangeExtended {
  std::string series;
  std::int64_t last_number = 0;  // all three as they are from now on
  Date valid_to = kNoLastDate;
  std::string authorization;
  friend bool operator==(const RangeExtended&, const RangeExtended&) = default;
};

// A draft's content is its whole content each time: the last one counts.
struct DraftCreated {
  IssueInvoice content;  // `expected` is empty
  friend bool operator==(const DraftCreated&, const DraftCreated&) = default;
};

struct DraftChanged {
  std::int64_t draft = 0;  // position of its DraftCreated event; here and below
  IssueInvoice content;
  friend bool operator==(const DraftChanged&, const DraftChanged&) = default;
};

struct DraftDeleted {
  std::int64_t draft = 0;
  friend bool operator==(const DraftDeleted&, const DraftDeleted&) = default;
};

struct InvoiceWrittenOff {
  std::int64_t invoice = 0;
  std::string reason;
  friend bool operator==(const InvoiceWrittenOff&, const InvoiceWrittenOff&) = default;
};

struct InvoiceRecovered {
  std::int64_t invoice = 0;
  std::string reason;
  friend bool operator==(const InvoiceRecovered&, const InvoiceRecovered&) = default;
};

struct CreditNoteIssued {
  CreditNote note;
  friend bool operator==(const CreditNoteIssued&, const CreditNoteIssued&) = default;
};

// From the customer's credit (where the rest of the payment is) to invoices.
struct PaymentAllocated {
  std::int64_t payment = 0;  // position of its PaymentRecorded event; here and below
  std::vector<Allocation> allocations;
  friend bool operator==(const PaymentAllocated&, const PaymentAllocated&) = default;
};

// Back to the customer's credit.
struct AllocationUndone {
  std::int64_t payment = 0;
  std::vector<Allocation> allocations;
  friend bool operator==(const AllocationUndone&, const AllocationUndone&) = default;
};

// Takes back all allocations, then the payment itself.
struct PaymentReversed {
  std::int64_t payment = 0;
  std::string reason;
  friend bool operator==(const PaymentReversed&, const PaymentReversed&) = default;
};

struct PaymentRefunded {
  std::int64_t payment = 0;
  Minor amount = 0;
  std::string reference;
  std::string reason;
  friend bool operator==(const PaymentRefunded&, const PaymentRefunded&) = default;
};

struct CreditRefunded {
  std::string customer_id;
  Currency currency;
  Minor amount = 0;
  std::string reference;
  std::string reason;
  friend bool operator==(const CreditRefunded&, const CreditRefunded&) = default;
};

struct CreditApplied {
  std::string customer_id;
  Allocation allocation;
  friend bool operator==(const CreditApplied&, const CreditApplied&) = default;
};

struct CreditUnapplied {
  std::string customer_id;
  Allocation allocation;
  friend bool operator==(const CreditUnapplied&, const CreditUnapplied&) = default;
};

struct BalanceAdjusted {
  std::string customer_id;
  Currency currency;
  Minor amount = 0;
  std::string reason;
  friend bool operator==(const BalanceAdjusted&, const BalanceAdjusted&) = default;
};

struct PeriodClosed {
  Date through;
  friend bool operator==(const PeriodClosed&, const PeriodClosed&) = default;
};

struct PolicySet {
  Policy policy;
  friend bool operator==(const PolicySet&, const PolicySet&) = default;
};

struct SellerSet {
  Seller seller;
  friend bool operator==(const SellerSet&, const SellerSet&) = default;
};

// The order is that of the stored kinds (db: event.type): only ever add at the end.
using Event = std::variant<CustomerCreated,
                           SeriesCreated,
                           InvoiceIssued,
                           InvoiceVoided,
                           PaymentRecorded,
                           CustomerUpdated,
                           CustomerArchived,
                           ProductCreated,
                           ProductArchived,
                           PriceCreated,
                           PriceArchived,
                           TaxRateDefined,
                           TaxRateRetired,
                           SeriesClosed,
                           RangeExtended,
                           DraftCreated,
                           DraftChanged,
                           DraftDeleted,
                           InvoiceWrittenOff,
                           InvoiceRecovered,
                           CreditNoteIssued,
                           PaymentAllocated,
                           AllocationUndone,
                           PaymentReversed,
                           PaymentRefunded,
                           CreditApplied,
                           CreditUnapplied,
                           BalanceAdjusted,
                           PeriodClosed,
                           PolicySet,
                           SellerSet,
                           CreditRefunded>;

}  // namespace latido::domain
