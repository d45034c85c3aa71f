#pragma once

#include "comandos/domain/events.h"

#include <vector>

// One event of each kind, every field set to something of its own.
namespace latido::wire::test {

inline Currency eur() { return *parse_currency("EUR", ""); }

inline domain::Tax s19() { return {domain::TaxCategory::s, Rate{190'000}}; }

inline domain::Customer clara() {
  return {"C-1", "Clara", "DE123", {"Street 1", "Town", "12345", "DE"}};
}

inline domain::Invoice invoice() {
  domain::Invoice out;
  out.series = "A";
  out.sequence = 12;
  out.number = "FAC-0012";
  out.customer = clara();
  out.customer_version = 3;
  out.issue_date = Date{20780};
  out.due_date = Date{20810};
  out.currency = eur();
  domain::Line line;
  line.name = "Paper";
  line.quantity = Decimal{2'000'000'000};
  line.unit_code = "C62";
  line.unit_price = Decimal{1'500'000'000};
  line.base_quantity = Decimal{Decimal::kOne};
  line.tax = s19();
  line.allowances_charges = {{false, 20, "bulk", s19()}};
  line.amount = 280;
  line.price_id = "paper-2026";
  line.tax_code = "vat";
  out.lines = {line};
  out.allowances_charges = {{true, 100, "freight", s19()}};
  out.taxes = {{s19(), 380, 72}};
  out.totals = {280, 0, 100, 72, 50, -2};
  out.reference = "PO 7";
  out.note = "two\nlines";
  out.rounding_profile = domain::RoundingProfile::per_line;
  out.draft = 5;
  return out;
}

inline domain::CreditNote credit_note() {
  domain::CreditNote out;
  out.document = invoice();
  out.document.number = "CN-1";
  out.document.draft = 0;
  out.invoice = 7;
  out.reason = "came back broken";
  out.applied = 300;
  out.of_lines = {{1, Decimal{Decimal::kOne}}};
  return out;
}

inline domain::IssueInvoice draft() {
  domain::IssueInvoice out;
  out.series = "A";
  out.customer_id = "C-1";
  out.issue_date = Date{20780};
  out.due_date = Date{20810};
  out.currency = eur();
  domain::Line from_price;
  from_price.quantity = Decimal{3'000'000'000};
  from_price.price_id = "paper-2026";
  domain::Line stated = invoice().lines.front();
  stated.amount = 0;
  stated.price_id.clear();
  stated.tax_code.clear();
  out.lines = {from_price, stated};
  out.allowances_charges = {{true, 100, "freight", s19()}};
  out.prepaid = 50;
  out.rounding = -2;
  out.reference = "PO 7";
  out.note = "n";
  return out;
}

// A draft that says next to nothing.
inline domain::IssueInvoice bare_draft() {
  domain::IssueInvoice out;
  out.customer_id = "C-1";
  out.currency = eur();
  out.terms_days = 30;
  return out;
}

inline std::vector<domain::Event> one_of_each() {
  using namespace domain;  // every name below is one of its events
  return {
      CustomerCreated{clara()},
      SeriesCreated{"A", "FAC-", 1, 9999, 4, Date{20000}, Date{21000}, "R-18760"},
      InvoiceIssued{invoice()},
      InvoiceVoided{7, "typed twice"},
      PaymentRecorded{"C-1", 402, eur(), Date{20790}, "bank-9", "transfer", {{7, 300}, {8, 2}}},
      CustomerUpdated{clara()},
      CustomerArchived{"C-1"},
      ProductCreated{{"paper", "Paper", "C62"}},
      ProductArchived{"paper"},
      PriceCreated{
          {"paper-2026", "paper", eur(), Decimal{1'500'000'000}, Decimal{100'000'000'000}, "vat"}},
      PriceArchived{"paper-2026"},
      TaxRateDefined{"vat", s19(), Date{20000}},
      TaxRateRetired{"vat", Date{20999}},
      SeriesClosed{"A"},
      RangeExtended{"A", 19'999, Date{21100}, "R-18761"},
      DraftCreated{draft()},
      DraftChanged{4, draft()},
      DraftDeleted{4},
      InvoiceWrittenOff{7, "gone"},
      InvoiceRecovered{7, "back"},
      CreditNoteIssued{credit_note()},
      PaymentAllocated{9, {{7, 100}}},
      AllocationUndone{9, {{7, 100}}},
      PaymentReversed{9, "bounced"},
      PaymentRefunded{9, 200, "bank-10", "paid twice"},
      CreditApplied{"C-1", {7, 50}},
      CreditUnapplied{"C-1", {7, 50}},
      BalanceAdjusted{"C-1", eur(), -5, "goodwill"},
      PeriodClosed{Date{20700}},
      PolicySet{{RoundingProfile::cfdi, true}},
      SellerSet{{"Acme", "DE999", {"Road 2", "City", "54321", "DE"}}},
      CreditRefunded{"C-1", eur(), 200, "bank-11", "prepaid"},
  };
}

}  // namespace latido::wire::test
