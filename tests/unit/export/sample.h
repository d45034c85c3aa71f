#pragma once

#include "common/export/document.h"

// An invoice worked out by hand:
//   3 x 12.50 per 1                              = 37.50  S 19 %
//   500 x 12.00 per 1000 = 6.00, less 1.00       =  5.00  S 19 %
//   1 x 10.00                                    = 10.00  E
//   freight 5.00                                          S 19 %
// lines 52.50, charges 5.00, without tax 57.50; S: 47.50 at 19 % = 9.025, so 9.03; with tax 66.53;
// prepaid 6.53, to pay 60.00.
namespace latido::exports {

inline constexpr Currency kEur{{'E', 'U', 'R'}, 2};
inline constexpr domain::Tax kStandard{domain::TaxCategory::s, Rate{190'000}};
inline constexpr domain::Tax kExempt{domain::TaxCategory::e, Rate{0}};
inline constexpr Date kDay{20'522};  // 2026-03-10: 56 years, 14 leap days, 31 + 28 + 9 days

inline Decimal whole(std::int64_t units) { return Decimal{units * Decimal::kOne}; }

inline domain::Line line(
    std::string name, Decimal quantity, std::int64_t price_cents, domain::Tax tax, Minor amount) {
  domain::Line out;
  out.name = std::move(name);
  out.quantity = quantity;
  out.unit_code = "C62";
  out.unit_price = Decimal{price_cents * (Decimal::kOne / 100)};
  out.tax = tax;
  out.amount = amount;
  return out;
}

inline ExportedDocument invoice() {
  ExportedDocument out;
  auto& document = out.document;
  document.number = "F-000012";
  document.customer = {
      "c-1", "Müller & Söhne <GmbH>", "DE123456789", {"Weg 1", "Berlin", "10115", "DE"}};
  document.issue_date = kDay;
  document.due_date = Date{kDay.days + 30};
  document.currency = kEur;
  document.lines = {line("Hammer", whole(3), 1250, kStandard, 3750),
                    line("Screws", whole(500), 1200, kStandard, 500),
                    line("Course", whole(1), 1000, kExempt, 1000)};
  document.lines[1].base_quantity = whole(1000);
  document.lines[1].allowances_charges = {{false, 100, "Scratched", kStandard}};
  document.allowances_charges = {{true, 500, "Freight", kStandard}};
  document.taxes = {{kStandard, 4750, 903}, {kExempt, 1000, 0}};
  document.totals = {5250, 0, 500, 903, 653, 0};
  document.reference = "PO-5";
  document.note = "Thank you";
  out.seller = domain::Seller{"Latido SL", "ESB12345678", {"Calle 1", "Madrid", "28001", "ES"}};
  out.recorded_at_unix_ms = 1'773'144'000'000;  // 2026-03-10 12:00:00 UTC
  return out;
}

inline ExportedDocument credit_note() {
  auto out = invoice();
  out.document.number = "CN-1";
  out.credited = Credited{"F-000012", kDay};
  out.reason = "Returned";
  return out;
}

}  // namespace latido::exports
