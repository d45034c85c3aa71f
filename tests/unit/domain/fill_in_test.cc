#include "builders.h"
#include "comandos/domain/catalogue.h"
#include "comandos/domain/limits.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

struct FillInCase {
  FillInCase() {
    catalogue.prices["h-1"] = price_state();
    catalogue.rates["VAT"] = rate_state();
    catalogue.rates["LOW"] = {"LOW", {{day("2020-01-01"), standard("7")}}, kNoLastDate, {}};
  }
  std::vector<Line> lines{line("1", "3", standard("5")), priced_line("2", "h-1")};
  Currency in = currency("EUR");
  Date issue_date = day("2026-03-10");
  FakeCatalogue catalogue;

  [[nodiscard]] auto run() const {
    auto found = catalogue;
    return fill_in(lines, in, issue_date, found);
  }
};

TEST(FillIn, LeavesALineThatStatesEverything) {
  EXPECT_EQ(FillInCase{}.run()->at(0), line("1", "3", standard("5")));
}

TEST(FillIn, TakesNameUnitPriceAndTaxFromTheCatalogue) {
  FillInCase given;
  given.catalogue.prices["h-1"].price.base_quantity = decimal("10");
  Line wanted = priced_line("2", "h-1");
  wanted.name = "Hour of work";
  wanted.unit_code = "HUR";
  wanted.unit_price = decimal("50");
  wanted.base_quantity = decimal("10");
  wanted.tax = standard("19");
  wanted.tax_code = "VAT";
  EXPECT_EQ(given.run()->at(1), wanted);
}

TEST(FillIn, KeepsANameThatTheLineGives) {
  FillInCase given;
  given.lines[1].name = "Repair";
  EXPECT_EQ(given.run()->at(1).name, "Repair");
}

// Verify folds the event, which keeps the line's tax alone, and must find what was written.
TEST(FillIn, GivesTheTaxToTheLinesOwnAllowancesToo) {
  FillInCase given;
  given.lines[1].allowances_charges = {{.charge = false, .amount = 100, .reason = {}, .tax = {}}};
  EXPECT_EQ(given.run()->at(1).allowances_charges.at(0).tax, standard("19"));
  given.lines[0].allowances_charges = {{.charge = false, .amount = 100, .reason = {}, .tax = {}}};
  given.lines[0].tax_code = "LOW";
  EXPECT_EQ(given.run()->at(0).allowances_charges.at(0).tax, standard("7"));
}

TEST(FillIn, PrefersTheLinesTaxCodeThenItsTaxThenThePrices) {
  FillInCase given;
  given.lines[1].tax = standard("21");
  EXPECT_EQ(given.run()->at(1).tax, standard("21"));
  EXPECT_EQ(given.run()->at(1).tax_code, "");
  given.lines[1].tax_code = "LOW";
  EXPECT_EQ(given.run()->at(1).tax, standard("7"));
  given.lines[0].tax_code = "VAT";
  EXPECT_EQ(given.run()->at(0).tax, standard("19"));
}

TEST(FillIn, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<FillInCase>(
      {
          {"no such price",
           [](auto& c) { c.catalogue.prices.erase("h-1"); },
           Code::unknown_price,
           "lines[1].priceId"},
          {"archived price",
           [](auto& c) { c.catalogue.prices["h-1"].archived = true; },
           Code::archived,
           "lines[1].priceId"},
          {"archived product",
           [](auto& c) { c.catalogue.prices["h-1"].product_archived = true; },
           Code::archived,
           "lines[1].priceId"},
          {"another currency",
           [](auto& c) { c.in = currency("USD"); },
           Code::currency_mismatch,
           "lines[1].priceId"},
          {"no rate of that code on that day",
           [](auto& c) { c.lines[1].tax_code = "OLD"; },
           Code::unknown_tax_rate,
           "lines[1].taxCode"},
          {"no tax anywhere",
           [](auto& c) { c.catalogue.prices["h-1"].price.tax_code.clear(); },
           Code::missing_field,
           "lines[1].tax"},
          {"names too long together",
           [](auto& c) { c.lines[0].name.assign(kMaxLineText, 'x'); },
           Code::too_long,
           "lines"},
      },
      FillInCase{});
}

TEST(FillIn, IsRejectedWhenThePricesRateDoesNotApplyOnThatDay) {
  FillInCase given;
  given.issue_date = day("2019-12-31");
  EXPECT_EQ(given.run().error().code, Code::unknown_tax_rate);
  EXPECT_EQ(given.run().error().field, "lines[1].priceId");
}

}  // namespace
}  // namespace latido::domain
