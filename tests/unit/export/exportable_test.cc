#include "common/export/exportable.h"

#include "tests/unit/export/sample.h"

#include <gtest/gtest.h>

namespace latido::exports {
namespace {

// Whether it is refused, and at which field.
std::string refused_at(const ExportedDocument& document) {
  const auto able = check_exportable(document);
  if (able) return "nothing";
  EXPECT_EQ(able.error().code, Code::not_exportable);
  EXPECT_FALSE(able.error().message.empty());
  return able.error().field;
}

}  // namespace

TEST(Exportable, IsADocumentThatFollowsEn16931) {
  EXPECT_EQ(refused_at(invoice()), "nothing");
  EXPECT_EQ(refused_at(credit_note()), "nothing");
}

TEST(Exportable, NeedsASellerWithTaxIdAndCountry) {
  auto document = invoice();
  document.seller->address.country.clear();
  EXPECT_EQ(refused_at(document), "seller.address.country");
  document.seller->tax_id.clear();
  EXPECT_EQ(refused_at(document), "seller.taxId");
  document.seller.reset();
  EXPECT_EQ(refused_at(document), "seller");
}

TEST(Exportable, NeedsTheCustomersCountry) {
  auto document = invoice();
  document.document.customer.address.country.clear();
  EXPECT_EQ(refused_at(document), "customer.address.country");
}

TEST(Exportable, NeedsCountriesOfIso3166) {
  auto document = invoice();
  document.document.customer.address.country = "de";
  EXPECT_EQ(refused_at(document), "customer.address.country");
  document.seller->address.country = "ZZ";
  EXPECT_EQ(refused_at(document), "seller.address.country");
}

TEST(Exportable, IsNoCurrencyWithThreeDecimals) {
  auto document = invoice();
  document.document.currency = Currency{{'K', 'W', 'D'}, 3};
  EXPECT_EQ(refused_at(document), "currency");
}

TEST(Exportable, IsACurrencyWithoutDecimals) {
  auto document = invoice();
  document.document.currency = Currency{{'J', 'P', 'Y'}, 0};
  EXPECT_EQ(refused_at(document), "nothing");
}

TEST(Exportable, IsNothingIssuedUnderTheProfileCfdi) {
  auto document = invoice();
  document.document.rounding_profile = domain::RoundingProfile::cfdi;
  EXPECT_EQ(refused_at(document), "roundingProfile");
  document.document.rounding_profile = domain::RoundingProfile::per_line;
  EXPECT_EQ(refused_at(document), "nothing");
}

TEST(Exportable, IsNoReverseChargeToACustomerWithoutTaxId) {
  auto document = invoice();
  document.document.lines[2].tax.category = domain::TaxCategory::ae;
  document.document.taxes[1].tax.category = domain::TaxCategory::ae;
  EXPECT_EQ(refused_at(document), "nothing");
  document.document.customer.tax_id.clear();
  EXPECT_EQ(refused_at(document), "customer.taxId");
}

TEST(Exportable, AreNoLinesThatDoNotAddUp) {
  auto document = invoice();
  ++document.document.totals.line_total;
  EXPECT_EQ(refused_at(document), "totals.lineTotal");
}

TEST(Exportable, IsNoTaxBaseOtherThanItsLines) {
  auto document = invoice();
  ++document.document.taxes[0].base;
  EXPECT_EQ(refused_at(document), "taxes");
}

// 47.50 at 19 % is 9.03; BR-CO-17 allows for what is less than one euro away.
TEST(Exportable, IsATaxLessThanOneUnitFromBaseTimesRate) {
  auto document = invoice();
  document.document.taxes[0].amount = document.document.totals.tax_total = 903 + 99;
  EXPECT_EQ(refused_at(document), "nothing");
  document.document.taxes[0].amount = document.document.totals.tax_total = 903 + 100;
  EXPECT_EQ(refused_at(document), "taxes");
  document.document.taxes[0].amount = document.document.totals.tax_total = 903 - 100;
  EXPECT_EQ(refused_at(document), "taxes");
}

TEST(Exportable, IsNoTaxTotalOtherThanItsGroups) {
  auto document = invoice();
  ++document.document.totals.tax_total;
  EXPECT_EQ(refused_at(document), "totals.taxTotal");
}

}  // namespace latido::exports
