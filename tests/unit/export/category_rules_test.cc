#include "common/export/category_rules.h"

#include "tests/unit/export/sample.h"

#include <gtest/gtest.h>

namespace latido::exports {
namespace {

using domain::TaxCategory;

// A document of these categories; both parties have a VAT identifier.
ExportedDocument of(std::initializer_list<TaxCategory> categories) {
  auto document = invoice();
  document.document.taxes.clear();
  for (const auto category : categories) document.document.taxes.push_back({{category, {}}, 0, 0});
  document.delivery = Delivery{kDay, "FR"};
  return document;
}

// At which field it is refused, and that this rule is named.
std::string refused_at(const ExportedDocument& document, const std::string& rule = "") {
  const auto able = check_categories(document);
  if (able) return "nothing";
  EXPECT_EQ(able.error().code, Code::not_exportable);
  EXPECT_NE(able.error().message.find(rule), std::string::npos) << able.error().message;
  return able.error().field;
}

}  // namespace

TEST(CategoryRules, AllowAnyCategoryByItselfBetweenPartiesWithVatIdentifiers) {
  for (const auto category : {TaxCategory::s,
                              TaxCategory::z,
                              TaxCategory::e,
                              TaxCategory::ae,
                              TaxCategory::k,
                              TaxCategory::g,
                              TaxCategory::o,
                              TaxCategory::l,
                              TaxCategory::m}) {
    EXPECT_EQ(refused_at(of({category})), "nothing") << static_cast<int>(category);
  }
}

// It went out, and the recipient's check refused it.
TEST(CategoryRules, AskForDateAndCountryOfDeliveryOfIntraCommunitySuppliesAlone) {
  auto document = of({TaxCategory::k});
  document.delivery.reset();
  EXPECT_EQ(refused_at(document, "BR-IC-11, BR-IC-12"), "delivery");
  document = of({TaxCategory::g});
  document.delivery.reset();
  EXPECT_EQ(refused_at(document), "nothing");
}

TEST(CategoryRules, KeepWhatIsNotSubjectToVatByItself) {
  EXPECT_EQ(refused_at(of({TaxCategory::s, TaxCategory::o}), "BR-O-11"), "taxes");
  EXPECT_EQ(refused_at(of({TaxCategory::o, TaxCategory::m}), "BR-O-11"), "taxes");
  EXPECT_EQ(refused_at(of({TaxCategory::s, TaxCategory::e, TaxCategory::ae})), "nothing");
}

TEST(CategoryRules, WantSomeTaxIdOfTheCustomerForTheReverseCharge) {
  auto document = of({TaxCategory::ae});
  document.document.customer.tax_id = "12345";  // goes out as BT-47
  EXPECT_EQ(refused_at(document), "nothing");
  document.document.customer.tax_id.clear();
  EXPECT_EQ(refused_at(document, "BR-AE-02"), "customer.taxId");
}

TEST(CategoryRules, WantVatIdentifiersOfBothForIntraCommunitySupplies) {
  auto document = of({TaxCategory::k});
  document.document.customer.tax_id = "12345";
  EXPECT_EQ(refused_at(document, "BR-IC-02"), "customer.taxId");
  document.document.customer.tax_id.clear();
  EXPECT_EQ(refused_at(document, "BR-IC-02"), "customer.taxId");
  document = of({TaxCategory::k});
  document.seller->tax_id = "B12345678";
  EXPECT_EQ(refused_at(document, "BR-IC-02"), "seller.taxId");
}

TEST(CategoryRules, WantAVatIdentifierOfTheSellerForExports) {
  auto document = of({TaxCategory::g});
  document.document.customer.tax_id.clear();
  EXPECT_EQ(refused_at(document), "nothing");
  document.seller->tax_id = "B12345678";
  EXPECT_EQ(refused_at(document, "BR-G-02"), "seller.taxId");
}

// BR-S-02 and its like take a tax registration (BT-32) too.
TEST(CategoryRules, TakeAnyTaxIdOfTheSellerForTheOthers) {
  auto document = of({TaxCategory::s, TaxCategory::z, TaxCategory::e, TaxCategory::ae});
  document.seller->tax_id = "900123456";
  EXPECT_EQ(refused_at(document), "nothing");
}

TEST(CategoryRules, KeepSplitPaymentToItalyAndWithoutTheStandardRate) {
  auto document = of({TaxCategory::b});
  EXPECT_EQ(refused_at(document, "BR-B-01"), "taxes");
  document.seller->address.country = "IT";
  EXPECT_EQ(refused_at(document, "BR-B-01"), "taxes");
  document.document.customer.address.country = "IT";
  EXPECT_EQ(refused_at(document), "nothing");
  document.document.taxes.push_back({kStandard, 0, 0});
  EXPECT_EQ(refused_at(document, "BR-B-02"), "taxes");
}

}  // namespace latido::exports
