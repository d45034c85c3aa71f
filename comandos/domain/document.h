#pragma once

#include "common/money/currency.h"
#include "common/money/date.h"
#include "common/money/decimal.h"

#include <cstdint>
#include <string>
#include <vector>

namespace latido::domain {

// UNCL 5305 codes that EN 16931 allows (BT-151), and B, Italy's split payment. The order is that of
// events.capnp.
enum class TaxCategory : std::uint8_t { s, z, e, ae, k, g, o, l, m, b };

struct Tax {
  TaxCategory category = TaxCategory::s;
  Rate rate;  // 0 for category O

  // clang-tidy 14 takes a defaulted comparison for a null pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Tax&, const Tax&) = default;
};

struct Address {
  std::string street;
  std::string city;
  std::string postal_code;
  std::string country;  // ISO 3166-1 alpha-2, or empty

  friend bool operator==(const Address&, const Address&) = default;
};

struct Customer {
  std::string customer_id;
  std::string name;
  std::string tax_id;
  Address address;

  friend bool operator==(const Customer&, const Customer&) = default;
};

// How amounts are rounded (the tenant's policy when the document was issued).
enum class RoundingProfile : std::uint8_t {
  en16931,   // the tax of each (category, rate) group, from the group's sum
  per_line,  // the tax of each line and of each document allowance or charge, then added up
  cfdi,      // lines and their taxes to 6 decimals, rounded only in the totals
};

struct AllowanceCharge {
  bool charge = false;  // false: taken off, true: added
  Minor amount = 0;     // not negative
  std::string reason;
  Tax tax;  // at document level; on a line it is the line's own

  friend bool operator==(const AllowanceCharge&, const AllowanceCharge&) = default;
};

struct Line {
  std::string name;
  Decimal quantity;
  std::string unit_code;
  Decimal unit_price;
  Decimal base_quantity{Decimal::kOne};
  Tax tax;  // before fill_in (catalogue.h): Tax{} where a price or tax code gives it (S needs a
            // rate above 0, so that no line can state that)
  std::vector<AllowanceCharge> allowances_charges;
  Minor amount = 0;      // net (BT-131); computed at issue, ignored in a command
  std::string price_id;  // where the price came from; empty: stated
  std::string tax_code;  // where the tax came from; empty: stated

  friend bool operator==(const Line&, const Line&) = default;
};

struct TaxGroup {
  Tax tax;
  Minor base = 0;    // BT-116
  Minor amount = 0;  // BT-117

  friend bool operator==(const TaxGroup&, const TaxGroup&) = default;
};

struct Totals {
  Minor line_total = 0;       // BT-106
  Minor allowance_total = 0;  // BT-107
  Minor charge_total = 0;     // BT-108
  Minor tax_total = 0;        // BT-110
  Minor prepaid = 0;          // BT-113
  Minor rounding = 0;         // BT-114

  [[nodiscard]] Minor tax_exclusive() const {
    return line_total - allowance_total + charge_total;
  }                                                                                     // BT-109
  [[nodiscard]] Minor tax_inclusive() const { return tax_exclusive() + tax_total; }     // BT-112
  [[nodiscard]] Minor payable() const { return tax_inclusive() - prepaid + rounding; }  // BT-115
  friend bool operator==(const Totals&, const Totals&) = default;
};

// An issued invoice: frozen.
struct Invoice {
  std::string series;
  std::int64_t sequence = 0;  // the bare number within the series
  std::string number;         // the printed number
  Customer customer;          // as it was at issue
  std::uint32_t customer_version = 1;
  Date issue_date;
  Date due_date;
  Currency currency;
  std::vector<Line> lines;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<TaxGroup> taxes;  // ordered by (category, rate)
  Totals totals;
  std::string reference;
  std::string note;
  RoundingProfile rounding_profile = RoundingProfile::en16931;
  std::int64_t draft = 0;  // position of the DraftCreated of the draft that it was; 0: none

  friend bool operator==(const Invoice&, const Invoice&) = default;
};

// What a credit note's line takes of the invoice.
struct OfLine {
  std::uint16_t line = 0;  // from 1; 0: none in particular
  Decimal quantity;        // how many of its units; 0: only an amount

  friend bool operator==(const OfLine&, const OfLine&) = default;
};

// An issued credit note: frozen. Its amounts are positive, as its document says "credit".
struct CreditNote {
  Invoice document;          // its own number, lines, taxes and totals; due date = issue date
  std::int64_t invoice = 0;  // position of the invoice that it credits
  std::string reason;
  Minor applied = 0;             // lowers what was due on the invoice; the rest is customer credit
  std::vector<OfLine> of_lines;  // one for each line

  friend bool operator==(const CreditNote&, const CreditNote&) = default;
};

// Who issues.
struct Seller {
  std::string name;
  std::string tax_id;
  Address address;

  friend bool operator==(const Seller&, const Seller&) = default;
};

struct Policy {
  RoundingProfile rounding_profile = RoundingProfile::en16931;
  bool void_forbidden = false;

  friend bool operator==(const Policy&, const Policy&) = default;
};

enum class DocumentKind : std::uint8_t { invoice, credit_note };

}  // namespace latido::domain
