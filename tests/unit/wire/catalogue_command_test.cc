#include "tests/unit/wire/commands.h"

namespace latido::wire {
namespace {

using test::command;
using test::read_as;

TEST(ReadProduct, GivesTheUnitOneWhereNoneIsStated) {
  const auto product = read_as<domain::CreateProduct>(
                           command("createProduct", R"("productId":"paper","name":"Paper")"))
                           .product;
  EXPECT_EQ(product, (domain::Product{"paper", "Paper", "C62"}));
}

TEST(ReadPrice, GivesItsNumbersParsed) {
  const auto price =
      read_as<domain::CreatePrice>(
          command("createPrice",
                  R"("priceId":"p","productId":"paper","currency":"EUR","unitPrice":"1.5",)"
                  R"("baseQuantity":"100","taxCode":"vat")"))
          .price;
  EXPECT_EQ(price.price_id, "p");
  EXPECT_EQ(price.product_id, "paper");
  EXPECT_EQ(price.currency.text(), "EUR");
  EXPECT_EQ(price.unit_price.nano, 1'500'000'000);
  EXPECT_EQ(price.base_quantity.nano, 100 * Decimal::kOne);
  EXPECT_EQ(price.tax_code, "vat");
}

TEST(ReadPrice, MayHaveNoTaxCodeAndIsForOneUnitUnlessSaid) {
  const auto price =
      read_as<domain::CreatePrice>(
          command("createPrice",
                  R"("priceId":"p","productId":"x","currency":"EUR","unitPrice":"0")"))
          .price;
  EXPECT_EQ(price.tax_code, "");
  EXPECT_EQ(price.base_quantity.nano, Decimal::kOne);
}

TEST(ReadTaxRate, GivesCategoryPercentAndDay) {
  const auto rate = read_as<domain::DefineTaxRate>(
      command("defineTaxRate",
              R"("taxCode":"vat","category":"S","percent":"19","validFrom":"2026-11-23")"));
  EXPECT_EQ(rate.tax_code, "vat");
  EXPECT_EQ(rate.tax, (domain::Tax{domain::TaxCategory::s, Rate{190'000}}));
  EXPECT_EQ(to_text(rate.valid_from), "2026-11-23");
  const auto retired = read_as<domain::RetireTaxRate>(
      command("retireTaxRate", R"("taxCode":"vat","validTo":"2026-12-31")"));
  EXPECT_EQ(retired.tax_code, "vat");
  EXPECT_EQ(to_text(retired.valid_to), "2026-12-31");
}

TEST(ReadArchive, NamesWhatIsArchived) {
  EXPECT_EQ(read_as<domain::ArchiveProduct>(command("archiveProduct", R"("productId":"paper")"))
                .product_id,
            "paper");
  EXPECT_EQ(read_as<domain::ArchivePrice>(command("archivePrice", R"("priceId":"p")")).price_id,
            "p");
}

TEST(ReadSeries, KnowsWhatItNumbers) {
  const auto series = read_as<domain::CreateSeries>(
      command("createSeries", R"("series":"CN","kind":"creditNote","validTo":"2026-12-31")"));
  EXPECT_EQ(series.kind, domain::DocumentKind::credit_note);
  EXPECT_EQ(series.valid_from, kNoFirstDate);
  EXPECT_EQ(to_text(series.valid_to), "2026-12-31");
  EXPECT_EQ(read_as<domain::CreateSeries>(command("createSeries", R"("series":"A")")).kind,
            domain::DocumentKind::invoice);
  EXPECT_EQ(read_as<domain::CloseSeries>(command("closeSeries", R"("series":"A")")).series, "A");
}

// `latido void inv-5` voids the invoice of that id: with the prefix inv- it was also a number.
TEST(ReadSeries, HasNoPrefixWhoseNumbersWouldBeTakenForIds) {
  for (const std::string prefix : {"inv-", "cn-", "pay-", "draft-", "inv-0"}) {
    const test::Refused row{command("createSeries", R"("series":"A","prefix":")" + prefix + "\""),
                            Code::bad_value,
                            "prefix"};
    test::expect_refused({&row, 1});
  }
  for (const std::string prefix : {"INV-", "inv", "invoice-", "cn-2026-"}) {
    const auto series = read_as<domain::CreateSeries>(
        command("createSeries", R"("series":"A","prefix":")" + prefix + "\""));
    EXPECT_EQ(series.prefix, prefix);
  }
}

TEST(ReadExtendRange, LeavesWhatIsNotStatedAsItIs) {
  const auto none = read_as<domain::ExtendRange>(command("extendRange", R"("series":"A")"));
  EXPECT_FALSE(none.last_number || none.valid_to || none.authorization);
  const auto all = read_as<domain::ExtendRange>(
      command("extendRange",
              R"("series":"A","lastNumber":"500","validTo":"2027-12-31","authorization":"R-2")"));
  EXPECT_EQ(all.last_number, 500);
  EXPECT_EQ(to_text(*all.valid_to), "2027-12-31");
  EXPECT_EQ(all.authorization, "R-2");
}

TEST(ReadCatalogue, RefusesBadInputWithAStableCodeAndTheField) {
  const std::string price = R"("priceId":"p","productId":"x","currency":"EUR",)";
  const test::Refused table[] = {
      {command("createProduct", R"("name":"Paper")"), Code::missing_field, "productId"},
      {command("createProduct", R"("productId":"x")"), Code::missing_field, "name"},
      {command("createProduct", R"("productId":"x","name":"n","unitCode":"123456789")"),
       Code::too_long,
       "unitCode"},
      {command("archiveProduct", ""), Code::missing_field, "productId"},
      {command("createPrice", R"("productId":"x")"), Code::missing_field, "priceId"},
      {command("createPrice", R"("priceId":"p")"), Code::missing_field, "productId"},
      {command("createPrice", R"("priceId":"p","productId":"x")"), Code::missing_field, "currency"},
      {command("createPrice", price + R"("note":"")"), Code::unknown_field, "note"},
      {command("createPrice", price + R"("taxCode":"vat")"), Code::missing_field, "unitPrice"},
      {command("createPrice", price + R"("unitPrice":"-1")"), Code::negative_value, "unitPrice"},
      {command("createPrice", price + R"("unitPrice":"1","baseQuantity":"0")"),
       Code::bad_value,
       "baseQuantity"},
      {command("createPrice", price + R"("unitPrice":"1","taxCode":"v a t")"),
       Code::bad_value,
       "taxCode"},
      {command("archivePrice", ""), Code::missing_field, "priceId"},
      {command("defineTaxRate", R"("category":"S")"), Code::missing_field, "taxCode"},
      {command("defineTaxRate", R"("taxCode":"vat")"), Code::missing_field, "category"},
      {command("defineTaxRate", R"("taxCode":"vat","category":"S","percent":"0")"),
       Code::bad_tax,
       "percent"},
      {command("defineTaxRate", R"("taxCode":"vat","category":"S","percent":"19")"),
       Code::missing_field,
       "validFrom"},
      {command("retireTaxRate", R"("taxCode":"vat")"), Code::missing_field, "validTo"},
      {command("createSeries", R"("series":"A","kind":"receipt")"), Code::bad_value, "kind"},
      {command("createSeries", R"("series":"A","kind":1)"), Code::bad_value, "kind"},
      {command("closeSeries", ""), Code::missing_field, "series"},
      {command("extendRange", R"("series":"A","lastNumber":"1000000000000")"),
       Code::bad_value,
       "lastNumber"},
      {command("extendRange", R"("series":"A","validTo":"2026-02-30")"),
       Code::bad_value,
       "validTo"},
      {command("extendRange", R"("series":"A","authorization":")" + std::string(65, 'r') + "\""),
       Code::too_long,
       "authorization"},
  };
  test::expect_refused(table);
}

}  // namespace
}  // namespace latido::wire
