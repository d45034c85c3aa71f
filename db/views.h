#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/state.h"
#include "common/ids.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What ReadStore gives and takes. Ids are positions in the tenant's own sequence.
namespace latido::db {

// Money that lies on an invoice now.
struct Settlement {
  std::int64_t payment = 0;  // 0: the customer's credit
  Minor amount = 0;

  friend bool operator==(const Settlement&, const Settlement&) = default;
};

// An invoice or a credit note.
struct DocumentView {
  std::int64_t id = 0;
  domain::DocumentKind kind = domain::DocumentKind::invoice;
  domain::Invoice invoice;  // as it was issued
  domain::InvoiceState state;
  std::int64_t changed = 0;              // position of the last event that changed it; 0: none
  std::int64_t credited_invoice = 0;     // of a credit note
  std::vector<domain::OfLine> of_lines;  // of a credit note, as domain::CreditNote
  std::optional<domain::Seller> seller;  // as it was when it was issued
  std::vector<Settlement> settlements;
  std::vector<std::int64_t> credit_notes;  // ids, oldest first
};

struct InvoiceSummary {
  domain::InvoiceState state;
  Date due_date;
  std::string reference;
  std::int64_t changed = 0;
};

// Where a page ended: rows come by (issue_date, id).
struct PageKey {
  Date issue_date;
  std::int64_t id = 0;
};

struct InvoiceFilter {
  std::optional<domain::InvoiceStatus> status{};
  std::string customer_id;  // empty: any
  Date issued_from = kNoFirstDate;
  Date issued_to = kNoLastDate;
  std::optional<PageKey> after{};  // rows that come after this one
  std::size_t limit = 50;
};

struct PaymentView {
  domain::PaymentState state;
  Date received_date;
  std::string reference;
  std::string method;
};

// Newest first.
struct KeysetPage {
  std::int64_t before = 0;  // ids below this one; 0: from the newest
  std::size_t limit = 50;
};

// What a printed number belongs to.
struct NumberedDocument {
  std::int64_t id = 0;
  std::int64_t series = 0;  // position that made its series
  Date issue_date;
  domain::InvoiceStatus status = domain::InvoiceStatus::open;
  std::int64_t changed = 0;
};

struct CustomerKey {
  std::int64_t position = 0;  // of the event that made it
  std::string customer_id;
};

struct DraftView {
  std::int64_t id = 0;
  domain::DraftStatus status = domain::DraftStatus::draft;
  std::uint32_t version = 1;
  std::string customer_id;
  std::string content;  // stored bytes of the event that holds its content; left out in lists
};

struct CurrencyBalance {
  Currency currency;
  Minor receivable = 0;
  Minor overdue = 0;  // of that, what was due before the day given
  Minor credit = 0;

  friend bool operator==(const CurrencyBalance&, const CurrencyBalance&) = default;
};

struct StatementRow {
  enum class Kind : std::uint8_t { invoice, credit_note, entry };
  Kind kind = Kind::entry;
  Date date;
  std::int64_t position = 0;  // of the event
  std::string number;         // of a document
  Minor amount = 0;           // positive: owes more
  std::string payload;        // stored bytes of an entry's event
};

struct StatementFilter {
  std::string customer_id;
  Currency currency;
  Date from;
  Date to;
  std::int64_t through = 0;        // only what was recorded up to this position
  std::optional<PageKey> after{};  // rows that come after this one
  std::size_t limit = 500;         // rows that are looked at
};

struct StatementPage {
  std::vector<StatementRow> rows;  // by date and position
  std::optional<PageKey> next{};   // `after` of the next page
};

// How much is due on a day.
struct Due {
  Currency currency;
  Date date;
  Minor amount = 0;
};

// By how much a customer's account moved by something that is dated so.
struct Movement {
  Currency currency;
  Date date;
  Minor amount = 0;  // positive: owes more
};

// A customer's invoices, seen from a past position.
struct InvoicesSince {
  std::vector<Due> unchanged;           // of open ones that stood then as now, a sum for each day
  std::vector<InvoiceSummary> changed;  // issued by then and changed since, as they stand now
  std::vector<Movement> issued;         // since then, credit notes too
  std::size_t rows = 0;                 // that were read
  bool too_many = false;                // more changed, or are open, than is read: not all are here
};

// What else moved a customer's account since a past position.
struct EntriesSince {
  std::vector<Movement> entries;
  bool too_many = false;
};

struct AgingRow {
  static constexpr std::size_t kBuckets = 5;  // not due, 1-30, 31-60, 61-90, over 90 days
  std::string customer_id;
  Currency currency;
  std::array<Minor, kBuckets> buckets{};

  // What is due on a day, into the bucket that it is in on `date`.
  void add(Date due, Date date, Minor amount) {
    constexpr std::array kLastDays{0, 30, 60, 90};
    const std::int64_t late = std::int64_t{date.days} - due.days;
    std::size_t bucket = 0;
    while (bucket < kLastDays.size() && late > kLastDays.at(bucket)) ++bucket;
    buckets.at(bucket) += amount;
  }

  friend bool operator==(const AgingRow&, const AgingRow&) = default;
};

struct AgingFilter {
  Date date;
  std::string customer_id;  // empty: all
  std::int64_t after = 0;   // customers (by the position that made them) after this one
  std::size_t limit = 200;  // rows; a customer's currencies are never torn apart
};

struct AgingPage {
  std::vector<AgingRow> rows;
  std::int64_t next = 0;  // `after` of the next page; 0: the end
};

struct TaxRow {
  Currency currency;
  domain::Tax tax;
  Minor invoiced_base = 0;
  Minor invoiced_tax = 0;
  Minor credited_base = 0;
  Minor credited_tax = 0;
  std::uint32_t documents = 0;

  friend bool operator==(const TaxRow&, const TaxRow&) = default;
};

struct TaxFilter {
  Date from;
  Date to;
  std::int64_t as_of = 0;  // documents as they stood after the event of this position
  std::optional<PageKey> after{};
  std::size_t limit = 20'000;  // documents to look at, those that do not count included
};

struct TaxPart {
  std::vector<TaxRow> rows;       // by currency, category and rate
  std::optional<PageKey> next{};  // `after` of the next part
  bool too_large = false;         // a sum is beyond 64 bits; then there are no rows
};

// Kinds of account by their stored numbers, 1 to kAccounts (0002_read_model.sql).
inline constexpr std::size_t kAccounts = 9;

// Debits less credits of each account, in the order of their numbers.
struct TrialBalance {
  Currency currency;
  std::array<Minor, kAccounts> balances{};

  friend bool operator==(const TrialBalance&, const TrialBalance&) = default;
};

struct LedgerRow {
  std::int64_t position = 0;
  std::uint16_t leg = 0;
  Currency currency;
  std::uint8_t debit = 0;  // numbers of accounts
  std::uint8_t credit = 0;
  Minor amount = 0;

  friend bool operator==(const LedgerRow&, const LedgerRow&) = default;
};

struct LedgerFilter {
  std::int64_t after = 0;
  std::int64_t through = 0;      // position; 0: the end
  std::uint8_t account = 0;      // 0: all
  std::size_t limit = 100;       // those of one event are never torn apart
  std::size_t look_at = 20'000;  // transfers, at the most
};

struct LedgerPage {
  std::vector<LedgerRow> rows;
  std::int64_t next = 0;  // `after` of the next page; 0: the end
};

// What an audit trail is kept of.
enum class Entity : std::uint8_t {
  invoice,
  credit_note,
  payment,
  draft,
  customer,
  series,
  product,
  price,
  tax_code
};

struct StoredEvent {
  std::int64_t position = 0;
  std::string payload;
  Sha256 hash{};
};

struct EventFilter {
  std::int64_t after = 0;
  std::int64_t through = 0;  // 0: the end
  std::size_t limit = 100;
  std::size_t max_bytes = 512 * 1024;  // of payloads; one event is always given
};

struct EventPage {
  std::vector<StoredEvent> events;
  bool more = false;
};

struct ChainReport {
  bool intact = true;
  std::int64_t first_bad_position = 0;  // 0 where intact
  std::uint32_t checked = 0;
  std::int64_t next_position = 0;  // 0: the end was reached
  std::int64_t head_position = 0;  // last one looked at
  Sha256 head_hash{};
};

}  // namespace latido::db
