#pragma once

#include "comandos/domain/catalogue.h"
#include "comandos/domain/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// What a client asks for, after the wire's own checks: texts within their lengths, numbers parsed.
// Imperative names.
namespace latido::domain {

struct CreateCustomer {
  Customer customer;
};

struct CreateSeries {
  std::string series;
  std::string prefix;
  std::int64_t first_number = 1;
  std::int64_t last_number = 0;
  std::uint8_t digits = 0;
  Date valid_from = kNoFirstDate;
  Date valid_to = kNoLastDate;
  std::string authorization;
  DocumentKind kind = DocumentKind::invoice;
};

struct UpdateCustomer {
  Customer customer;
  std::uint32_t expected_version = 0;  // 0: not checked; here and below
};

struct ArchiveCustomer {
  std::string customer_id;
  std::uint32_t expected_version = 0;
};

struct CreateProduct {
  Product product;
};

struct ArchiveProduct {
  std::string product_id;
};

struct CreatePrice {
  Price price;
};

struct ArchivePrice {
  std::string price_id;
};

struct DefineTaxRate {
  std::string tax_code;
  Tax tax;
  Date valid_from;
};

struct RetireTaxRate {
  std::string tax_code;
  Date valid_to;
};

struct CloseSeries {
  std::string series;
};

struct ExtendRange {
  std::string series;
  std::optional<std::int64_t> last_number;  // absent: as it is; here and below
  std::optional<Date> valid_to;
  std::optional<std::string> authorization;
};

// What the caller believes the figures to be; what is absent is not compared.
struct Expected {
  struct Group {
    Tax tax;
    std::optional<Minor> base;
    std::optional<Minor> amount;
    friend bool operator==(const Group&, const Group&) = default;
  };
  std::vector<Minor> line_amounts;  // empty: not compared
  std::vector<Group> taxes;         // empty: not compared; any order
  std::optional<Minor> line_total;
  std::optional<Minor> allowance_total;
  std::optional<Minor> charge_total;
  std::optional<Minor> tax_exclusive;
  std::optional<Minor> tax_total;
  std::optional<Minor> tax_inclusive;
  std::optional<Minor> payable;
  friend bool operator==(const Expected&, const Expected&) = default;
};

// Also what a draft says: then series and lines may be empty.
struct IssueInvoice {
  std::string series;
  std::string customer_id;
  std::optional<Date> issue_date;  // absent: today
  std::optional<Date> due_date;    // absent: issue date + terms_days
  std::uint16_t terms_days = 0;
  Currency currency;
  // Those with a price_id or tax_code are filled in from the catalogue (catalogue.h) before totals.
  std::vector<Line> lines;
  std::vector<AllowanceCharge> allowances_charges;
  Minor prepaid = 0;
  Minor rounding = 0;
  std::string reference;
  std::string note;
  Expected expected;
  friend bool operator==(const IssueInvoice&, const IssueInvoice&) = default;
};

struct CreateDraft {
  IssueInvoice content;  // `expected` is not part of a draft
};

struct SetLines {
  std::int64_t draft = 0;  // position of its DraftCreated event; here and below
  Currency currency;
  std::vector<Line> lines;
  std::vector<AllowanceCharge> allowances_charges;
  std::uint32_t expected_version = 0;
};

struct UpdateDraft {
  std::int64_t draft = 0;
  IssueInvoice content;  // without lines, allowances and charges: those stay
  std::uint32_t expected_version = 0;
};

struct DeleteDraft {
  std::int64_t draft = 0;
  std::uint32_t expected_version = 0;
};

struct IssueDraft {
  std::int64_t draft = 0;
  std::string series;              // empty: the draft's
  std::optional<Date> issue_date;  // absent: the draft's, or today
  std::uint32_t expected_version = 0;
  std::optional<Currency> currency;  // of `expected`
  Expected expected;
};

struct VoidInvoice {
  std::int64_t invoice = 0;  // position of its InvoiceIssued event; here and below
  std::string reason;
};

struct MarkUncollectible {
  std::int64_t invoice = 0;
  std::string reason;
};

struct RecoverInvoice {
  std::int64_t invoice = 0;
  std::string reason;
};

struct IssueCreditNote {
  struct Whole {};  // all that is not credited yet
  struct LinePart {
    std::uint16_t line = 0;           // from 1
    std::optional<Decimal> quantity;  // at most one of the two; neither: all that is left of it
    std::optional<Minor> amount;
  };
  struct Amount {
    Minor gross = 0;  // tax included
  };
  std::string series;
  std::int64_t invoice = 0;
  Currency currency;
  std::optional<Date> issue_date;
  std::string reason;
  std::variant<Whole, std::vector<LinePart>, Amount> what;
  std::optional<Minor> to_invoice;  // absent: as much as is due
  std::optional<Minor> to_credit;   // absent: the rest
  std::optional<Minor> expected_payable;
};

// An amount of money to one invoice.
struct Allocation {
  std::int64_t invoice = 0;
  Minor amount = 0;

  friend bool operator==(const Allocation&, const Allocation&) = default;
};

struct RecordPayment {
  std::int64_t invoice = 0;  // 0: by allocations
  std::string customer_id;   // empty: the invoice's
  Minor amount = 0;
  Currency currency;
  std::optional<Date> received_date;  // absent: today
  std::string reference;
  std::string method;
  std::vector<Allocation> allocations;
};

struct Allocate {
  std::int64_t payment = 0;  // position of its PaymentRecorded event; here and below
  Currency currency;
  std::vector<Allocation> allocations;
};

struct Unallocate {
  std::int64_t payment = 0;  // 0: what the customer's credit paid
  std::string customer_id;   // empty where payment is given
  std::int64_t invoice = 0;
  Currency currency;
  std::optional<Minor> amount;  // absent: all
};

struct ReversePayment {
  std::int64_t payment = 0;
  std::string reason;
};

struct RefundPayment {
  std::int64_t payment = 0;
  Currency currency;
  Minor amount = 0;
  std::string reference;
  std::string reason;
};

// Whatever the credit came from.
struct RefundCredit {
  std::string customer_id;
  Currency currency;
  Minor amount = 0;
  std::string reference;
  std::string reason;
};

struct ApplyCustomerCredit {
  std::int64_t invoice = 0;
  Currency currency;
  std::optional<Minor> amount;  // absent: as much as is due and as there is
};

struct AdjustBalance {
  std::string customer_id;
  Currency currency;
  Minor amount = 0;  // may be negative
  std::string reason;
};

struct ClosePeriod {
  Date through;
};

struct SetPolicy {
  Policy policy;
};

struct SetSeller {
  Seller seller;
  bool first = false;  // CreateTenant: refused where the tenant has one
};

using Command = std::variant<CreateCustomer,
                             CreateSeries,
                             IssueInvoice,
                             VoidInvoice,
                             RecordPayment,
                             UpdateCustomer,
                             ArchiveCustomer,
                             CreateProduct,
                             ArchiveProduct,
                             CreatePrice,
                             ArchivePrice,
                             DefineTaxRate,
                             RetireTaxRate,
                             CloseSeries,
                             ExtendRange,
                             CreateDraft,
                             SetLines,
                             UpdateDraft,
                             DeleteDraft,
                             IssueDraft,
                             MarkUncollectible,
                             RecoverInvoice,
                             IssueCreditNote,
                             Allocate,
                             Unallocate,
                             ReversePayment,
                             RefundPayment,
                             RefundCredit,
                             ApplyCustomerCredit,
                             AdjustBalance,
                             ClosePeriod,
                             SetPolicy,
                             SetSeller>;

}  // namespace latido::domain
