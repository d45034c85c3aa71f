#pragma once

#include "comandos/domain/catalogue.h"
#include "comandos/domain/commands.h"
#include "comandos/domain/state.h"
#include "common/result.h"

#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace latido {

// What a failing test shows of a refusal.
inline void PrintTo(const Rejection& refusal, std::ostream* out) {
  *out << code_name(refusal.code) << " at '" << refusal.field << "': " << refusal.message;
}

}  // namespace latido

// Short ways to say what a test is given; every value can be read as on paper.
namespace latido::domain {

inline Date day(std::string_view text) { return parse_date(text, "date").value(); }
inline Decimal decimal(std::string_view text) { return parse_decimal(text, "decimal").value(); }
inline Currency currency(std::string_view code) { return parse_currency(code, "currency").value(); }
inline Tax tax(TaxCategory category, std::string_view percent) {
  return {category, parse_percent(percent, "percent").value()};
}
inline Tax standard(std::string_view percent) { return tax(TaxCategory::s, percent); }

inline AllowanceCharge allowance(Minor amount, Tax of = {}) { return {false, amount, "", of}; }
inline AllowanceCharge charge(Minor amount, Tax of = {}) { return {true, amount, "", of}; }

inline Line line(std::string_view quantity, std::string_view price, Tax of) {
  Line out;
  out.name = "thing";
  out.quantity = decimal(quantity);
  out.unit_price = decimal(price);
  out.unit_code = "C62";
  out.tax = of;
  return out;
}

// As the wire leaves a line that takes its price from the catalogue.
inline Line priced_line(std::string_view quantity, std::string price_id) {
  Line out;
  out.quantity = decimal(quantity);
  out.price_id = std::move(price_id);
  return out;
}

inline Customer customer() { return {"c-1", "Ada", "ES1", {"Calle 1", "Vigo", "36201", "ES"}}; }

inline CustomerState customer_state() {
  CustomerState out;
  out.customer = customer();
  return out;
}

inline BooksState closed_through(std::string_view date) {
  BooksState out;
  out.closed_through = day(date);
  return out;
}

// A catalogue in memory, empty at first.
class FakeCatalogue : public Catalogue {
 public:
  std::optional<PriceState> price(const std::string& price_id) override {
    const auto found = prices.find(price_id);
    return found == prices.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<TaxRateState> tax_rate(const std::string& tax_code) override {
    const auto found = rates.find(tax_code);
    return found == rates.end() ? std::nullopt : std::optional(found->second);
  }
  std::map<std::string, PriceState> prices;
  std::map<std::string, TaxRateState> rates;
};

// Product p-1 "Hour of work" in HUR, price h-1 of it: 50.00 EUR, tax code VAT.
inline PriceState price_state() {
  PriceState out;
  out.price = {"h-1", "p-1", currency("EUR"), decimal("50"), Decimal{Decimal::kOne}, "VAT"};
  out.product = {"p-1", "Hour of work", "HUR"};
  return out;
}

// VAT: 16 % from 2020, 19 % from 2026-03-01.
inline TaxRateState rate_state() {
  TaxRateState out;
  out.tax_code = "VAT";
  out.versions = {{day("2020-01-01"), standard("16")}, {day("2026-03-01"), standard("19")}};
  return out;
}

// Series F, prefix F-, numbers 1 to 100, 4 digits, no limit of dates, nothing issued.
inline SeriesState series() {
  SeriesState out;
  out.series = "F";
  out.prefix = "F-";
  out.last_number = 100;
  out.digits = 4;
  return out;
}

// In EUR on 2026-03-10: one line of 2 at 50.00, 19 %: 100.00 + 19.00.
inline IssueInvoice invoice() {
  IssueInvoice out;
  out.series = "F";
  out.customer_id = "c-1";
  out.issue_date = day("2026-03-10");
  out.currency = currency("EUR");
  out.lines = {line("2", "50", standard("19"))};
  return out;
}

inline InvoiceState open_invoice(Minor payable, Minor paid = 0) {
  InvoiceState out;
  out.id = 7;
  out.number = "F-0001";
  out.customer_id = "c-1";
  out.issue_date = day("2026-03-10");
  out.currency = currency("EUR");
  out.payable = payable;
  out.paid = paid;
  return out;
}

// A way to be refused: what to break in a case that would pass, and the refusal that must follow.
template <class Case>
struct Fault {
  std::string name;
  std::function<void(Case&)> damage;
  Code code;
  std::string field;
};

// Each fault alone is refused as it says, and of any two the earlier in the table is told. The
// later one is made first, so it may rely on what the earlier takes away.
template <class Case>
void expect_ladder(const std::vector<Fault<Case>>& faults, const Case& sound) {
  ASSERT_TRUE(sound.run().has_value()) << "the case without a fault must pass";
  for (std::size_t i = 0; i < faults.size(); ++i) {
    for (std::size_t j = i; j < faults.size(); ++j) {
      Case broken = sound;
      faults[j].damage(broken);
      faults[i].damage(broken);
      const auto outcome = broken.run();
      ASSERT_FALSE(outcome.has_value()) << faults[i].name << " with " << faults[j].name;
      EXPECT_EQ(code_name(outcome.error().code), code_name(faults[i].code))
          << faults[i].name << " with " << faults[j].name;
      EXPECT_EQ(outcome.error().field, faults[i].field)
          << faults[i].name << " with " << faults[j].name;
      EXPECT_FALSE(outcome.error().message.empty()) << faults[i].name;
    }
  }
}

}  // namespace latido::domain
