#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

const Product kProduct{"p-1", "Hour of work", "HUR"};

TEST(CreateProduct, IsRejectedWhenTheIdIsTaken) {
  EXPECT_EQ(decide(CreateProduct{kProduct}, std::nullopt)->product, kProduct);
  const auto event = decide(CreateProduct{kProduct}, ProductState{kProduct, true});
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::duplicate_product);
  EXPECT_EQ(event.error().field, "productId");
}

struct ArchiveProductCase {
  std::optional<ProductState> existing = ProductState{kProduct, false};
  [[nodiscard]] auto run() const { return decide(ArchiveProduct{"p-1"}, existing); }
};

TEST(ArchiveProduct, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<ArchiveProductCase>(
      {
          {"no such product",
           [](auto& c) { c.existing.reset(); },
           Code::unknown_product,
           "productId"},
          {"archived already",
           [](auto& c) { c.existing->archived = true; },
           Code::archived,
           "productId"},
      },
      ArchiveProductCase{});
}

struct CreatePriceCase {
  CreatePrice command{price_state().price};
  std::optional<PriceState> existing;
  std::optional<ProductState> product = ProductState{kProduct, false};
  std::optional<TaxRateState> rate = rate_state();
  [[nodiscard]] auto run() const { return decide(command, existing, product, rate); }
};

TEST(CreatePrice, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<CreatePriceCase>(
      {
          {"the id is taken",
           [](auto& c) { c.existing = price_state(); },
           Code::duplicate_price,
           "priceId"},
          {"no such product",
           [](auto& c) { c.product.reset(); },
           Code::unknown_product,
           "productId"},
          {"archived product",
           [](auto& c) { c.product->archived = true; },
           Code::archived,
           "productId"},
          {"no such tax rate", [](auto& c) { c.rate.reset(); }, Code::unknown_tax_rate, "taxCode"},
      },
      CreatePriceCase{});
}

TEST(CreatePrice, NeedsNoTaxCode) {
  CreatePriceCase given;
  given.command.price.tax_code.clear();
  given.rate.reset();
  EXPECT_TRUE(given.run().has_value());
}

struct ArchivePriceCase {
  std::optional<PriceState> existing = price_state();
  [[nodiscard]] auto run() const { return decide(ArchivePrice{"h-1"}, existing); }
};

TEST(ArchivePrice, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<ArchivePriceCase>(
      {
          {"no such price", [](auto& c) { c.existing.reset(); }, Code::unknown_price, "priceId"},
          {"archived already",
           [](auto& c) { c.existing->archived = true; },
           Code::archived,
           "priceId"},
      },
      ArchivePriceCase{});
}

// VAT has versions from 2020-01-01 and 2026-03-01, and was last used on 2026-03-10.
TaxRateState used_rate() {
  auto out = rate_state();
  out.last_used = day("2026-03-10");
  return out;
}

TEST(TaxRate, AppliesFromItsDayUntilTheNextVersion) {
  auto rate = rate_state();
  EXPECT_EQ(rate.on(day("2019-12-31")), std::nullopt);
  EXPECT_EQ(rate.on(day("2020-01-01")), standard("16"));
  EXPECT_EQ(rate.on(day("2026-02-28")), standard("16"));
  EXPECT_EQ(rate.on(day("2026-03-01")), standard("19"));
  rate.retired_after = day("2026-12-31");
  EXPECT_EQ(rate.on(day("2026-12-31")), standard("19"));
  EXPECT_EQ(rate.on(day("2027-01-01")), std::nullopt);
  EXPECT_EQ(TaxRateState{}.on(day("2026-03-01")), std::nullopt);
}

struct DefineCase {
  DefineTaxRate command{"VAT", standard("21"), day("2026-03-11")};
  std::optional<TaxRateState> existing = used_rate();
  [[nodiscard]] auto run() const { return decide(command, existing); }
};

TEST(DefineTaxRate, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<DefineCase>(
      {
          {"retired",
           [](auto& c) { c.existing->retired_after = day("2027-01-01"); },
           Code::archived,
           "taxCode"},
          {"not later than its last version",
           [](auto& c) { c.command.valid_from = day("2026-03-01"); },
           Code::bad_value,
           "validFrom"},
          {"used on that day",
           [](auto& c) { c.command.valid_from = day("2026-03-10"); },
           Code::tax_in_use,
           "validFrom"},
      },
      DefineCase{});
}

TEST(DefineTaxRate, MayBeginAnyTimeWhenNew) {
  const DefineTaxRate command{"VAT", standard("21"), day("2001-01-01")};
  EXPECT_EQ(decide(command, std::nullopt).value(),
            (TaxRateDefined{"VAT", standard("21"), day("2001-01-01")}));
}

struct RetireCase {
  RetireTaxRate command{"VAT", day("2026-03-10")};
  std::optional<TaxRateState> existing = used_rate();
  [[nodiscard]] auto run() const { return decide(command, existing); }
};

TEST(RetireTaxRate, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<RetireCase>(
      {
          {"no such code", [](auto& c) { c.existing.reset(); }, Code::unknown_tax_rate, "taxCode"},
          {"retired already",
           [](auto& c) { c.existing->retired_after = day("2027-01-01"); },
           Code::archived,
           "taxCode"},
          {"used later",
           [](auto& c) { c.command.valid_to = day("2026-03-09"); },
           Code::tax_in_use,
           "validTo"},
      },
      RetireCase{});
}

}  // namespace
}  // namespace latido::domain
