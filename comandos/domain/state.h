#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/events.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The state that decisions look at, one struct an aggregate, and how events move it.
namespace latido::domain {

struct SeriesState {
  std::string series;
  std::string prefix;
  std::int64_t first_number = 1;
  std::int64_t last_number = 0;
  std::int64_t next_number = 1;  // last_number + 1: used up
  std::uint8_t digits = 0;
  Date valid_from = kNoFirstDate;
  Date valid_to = kNoLastDate;
  Date last_issue_date = kNoFirstDate;  // of the last invoice in the series
  std::string authorization;
  DocumentKind kind = DocumentKind::invoice;
  bool closed = false;

  friend bool operator==(const SeriesState&, const SeriesState&) = default;
};

struct CustomerState {
  Customer customer;          // as it is now
  std::uint32_t version = 1;  // counts changes, from 1; archiving is one
  bool archived = false;

  friend bool operator==(const CustomerState&, const CustomerState&) = default;
};

// `issued` is a credit note's only status; the others are an invoice's.
enum class InvoiceStatus : std::uint8_t {
  open = 1,
  paid = 2,
  voided = 3,
  uncollectible = 4,
  issued = 5
};

// "open", "paid", "void", "uncollectible", "issued".
std::string_view status_name(InvoiceStatus status);
// Those of invoices.
std::optional<InvoiceStatus> parse_status(std::string_view text);

struct InvoiceState {
  std::int64_t id = 0;  // position of its InvoiceIssued event
  std::string number;
  InvoiceStatus status = InvoiceStatus::open;
  std::string customer_id;
  Currency currency;
  Date issue_date;
  Minor payable = 0;
  Minor paid = 0;      // payments and customer credit allocated to it
  Minor credited = 0;  // credit notes applied to it

  // Not settled, whether it is still asked for or written off.
  [[nodiscard]] Minor outstanding() const {
    return status == InvoiceStatus::voided ? 0 : payable - paid - credited;
  }
  // What receivables hold of it.
  [[nodiscard]] Minor due() const { return status == InvoiceStatus::open ? outstanding() : 0; }
  friend bool operator==(const InvoiceState&, const InvoiceState&) = default;
};

// What credit notes may still take of an invoice: the invoice as issued, and what earlier ones
// took.
struct CreditableState {
  InvoiceState state;
  Invoice invoice;
  std::vector<Minor> credited_lines;     // net, one for each line of the invoice
  std::vector<Decimal> credited_units;   // the same, as far as they were credited by the unit
  std::vector<TaxGroup> credited_taxes;  // sums over its credit notes, ordered by (category, rate)
  Minor credited_total = 0;              // payable amounts of its credit notes
  bool has_notes = false;

  friend bool operator==(const CreditableState&, const CreditableState&) = default;
};

struct PaymentState {
  std::int64_t id = 0;  // position of its PaymentRecorded event
  std::string customer_id;
  Currency currency;
  Minor amount = 0;
  Minor refunded = 0;
  bool reversed = false;
  std::vector<Allocation> allocations;  // as they stand now, by invoice; none is 0

  [[nodiscard]] Minor allocated() const;
  // Not allocated and not paid back.
  [[nodiscard]] Minor left() const {
    return reversed ? 0 : std::max<Minor>(0, amount - allocated() - refunded);
  }
  friend bool operator==(const PaymentState&, const PaymentState&) = default;
};

enum class DraftStatus : std::uint8_t { draft = 1, deleted = 2, issued = 3 };

struct DraftState {
  std::int64_t id = 0;  // position of its DraftCreated event
  DraftStatus status = DraftStatus::draft;
  std::uint32_t version = 1;
  IssueInvoice content;

  friend bool operator==(const DraftState&, const DraftState&) = default;
};

// What holds for all of a tenant's books.
struct BooksState {
  Policy policy;
  Date closed_through = kNoFirstDate;
  bool has_seller = false;
  std::string seller_country;  // ISO 3166-1 alpha-2; empty: not known

  friend bool operator==(const BooksState&, const BooksState&) = default;
};

// Neither throw nor log; an event has already happened.
SeriesState evolve(const SeriesCreated& event);
SeriesState evolve(SeriesState state, const InvoiceIssued& event);
SeriesState evolve(SeriesState state, const CreditNoteIssued& event);
SeriesState evolve(SeriesState state, const SeriesClosed& event);
SeriesState evolve(SeriesState state, const RangeExtended& event);

InvoiceState evolve(std::int64_t position,
                    const InvoiceIssued& event);  // a payable of 0 is paid at once
InvoiceState evolve(InvoiceState state, const InvoiceVoided& event);
InvoiceState evolve(InvoiceState state, const InvoiceWrittenOff& event);
InvoiceState evolve(InvoiceState state, const InvoiceRecovered& event);
InvoiceState evolve(InvoiceState state, const CreditNoteIssued& event);
// Money comes to the invoice (positive) or leaves it (negative), by whatever event: paid once
// nothing is outstanding, open again once something is (an uncollectible one stays so until it is
// paid).
InvoiceState settle(InvoiceState state, Minor amount);

PaymentState evolve(std::int64_t position, const PaymentRecorded& event);
PaymentState evolve(PaymentState state, const PaymentAllocated& event);
PaymentState evolve(PaymentState state, const AllocationUndone& event);
PaymentState evolve(PaymentState state, const PaymentReversed& event);
PaymentState evolve(PaymentState state, const PaymentRefunded& event);

DraftState evolve(std::int64_t position, const DraftCreated& event);
DraftState evolve(DraftState state, const DraftChanged& event);
DraftState evolve(DraftState state, const DraftDeleted& event);
DraftState evolve(DraftState state, const InvoiceIssued& event);  // the invoice that it became

}  // namespace latido::domain
