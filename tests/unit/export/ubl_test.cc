#include "common/export/ubl.h"

#include "tests/unit/export/sample.h"

#include <pugixml.hpp>
#include <string>

#include <gtest/gtest.h>

namespace latido::exports {
namespace {

// What an exported document says, read back.
class Read {
 public:
  explicit Read(const ExportedDocument& document, std::optional<CufeKey> key = std::nullopt) {
    const auto exported = to_ubl(document, key);
    EXPECT_TRUE(exported) << exported.error().message;
    const auto parsed = xml_.load_string(exported ? exported->text.c_str() : "");
    EXPECT_TRUE(parsed) << parsed.description();
  }
  [[nodiscard]] std::string at(const std::string& path) const {
    return xml_.select_node(("/*/" + path).c_str()).node().child_value();
  }
  [[nodiscard]] std::string attribute(const std::string& path, const char* name) const {
    return xml_.select_node(("/*/" + path).c_str()).node().attribute(name).value();
  }
  [[nodiscard]] std::size_t count(const std::string& path) const {
    return xml_.select_nodes(("/*/" + path).c_str()).size();
  }
  [[nodiscard]] std::string root() const { return xml_.document_element().name(); }

 private:
  pugi::xml_document xml_;
};

constexpr char kSupplier[] = "cac:AccountingSupplierParty/cac:Party/";
constexpr char kCustomer[] = "cac:AccountingCustomerParty/cac:Party/";

}  // namespace

TEST(Ubl, OfAnInvoiceSaysWhatItIsAndWhen) {
  const Read xml(invoice());
  EXPECT_EQ(xml.root(), "Invoice");
  EXPECT_EQ(xml.at("cbc:CustomizationID"), "urn:cen.eu:en16931:2017");
  EXPECT_EQ(xml.at("cbc:ID"), "F-000012");
  EXPECT_EQ(xml.at("cbc:IssueDate"), "2026-03-10");
  EXPECT_EQ(xml.at("cbc:DueDate"), "2026-04-09");
  EXPECT_EQ(xml.at("cbc:InvoiceTypeCode"), "380");
  EXPECT_EQ(xml.at("cbc:Note"), "Thank you");
  EXPECT_EQ(xml.at("cbc:DocumentCurrencyCode"), "EUR");
  EXPECT_EQ(xml.at("cbc:BuyerReference"), "PO-5");
}

// BR-CO-11, BR-CO-12.
TEST(Ubl, HasATotalOfAllowancesOrChargesWhereverOneStands) {
  auto document = invoice();
  document.document.allowances_charges = {{false, 0, "None", kStandard}, {true, 0, "", kExempt}};
  document.document.totals.charge_total = 0;
  document.document.taxes = {{kStandard, 4250, 808}, {kExempt, 1000, 0}};
  document.document.totals.tax_total = 808;  // 42.50 at 19 % is 8.075
  const Read xml(document);
  const std::string total = "cac:LegalMonetaryTotal/cbc:";
  EXPECT_EQ(xml.count("cac:AllowanceCharge"), 2U);
  EXPECT_EQ(xml.at(total + "AllowanceTotalAmount"), "0.00");
  EXPECT_EQ(xml.at(total + "ChargeTotalAmount"), "0.00");
}

TEST(Ubl, NamesBothPartiesAsTheyWereAtIssue) {
  const Read xml(invoice());
  const std::string supplier = kSupplier;
  EXPECT_EQ(xml.at(supplier + "cac:PartyLegalEntity/cbc:RegistrationName"), "Latido SL");
  EXPECT_EQ(xml.at(supplier + "cac:PartyTaxScheme/cbc:CompanyID"), "ESB12345678");
  EXPECT_EQ(xml.at(supplier + "cac:PartyTaxScheme/cac:TaxScheme/cbc:ID"), "VAT");
  EXPECT_EQ(xml.at(supplier + "cac:PostalAddress/cac:Country/cbc:IdentificationCode"), "ES");
  const std::string customer = kCustomer;
  EXPECT_EQ(xml.at(customer + "cac:PartyLegalEntity/cbc:RegistrationName"),
            "Müller & Söhne <GmbH>");
  EXPECT_EQ(xml.at(customer + "cac:PartyIdentification/cbc:ID"), "c-1");
  EXPECT_EQ(xml.at(customer + "cac:PostalAddress/cbc:PostalZone"), "10115");
}

TEST(Ubl, CarriesTheStoredTotals) {
  const Read xml(invoice());
  const std::string total = "cac:LegalMonetaryTotal/cbc:";
  EXPECT_EQ(xml.at(total + "LineExtensionAmount"), "52.50");
  EXPECT_EQ(xml.at(total + "TaxExclusiveAmount"), "57.50");
  EXPECT_EQ(xml.at(total + "TaxInclusiveAmount"), "66.53");
  EXPECT_EQ(xml.at(total + "ChargeTotalAmount"), "5.00");
  EXPECT_EQ(xml.at(total + "PrepaidAmount"), "6.53");
  EXPECT_EQ(xml.at(total + "PayableAmount"), "60.00");
  EXPECT_EQ(xml.count(total + "AllowanceTotalAmount"), 0U);
  EXPECT_EQ(xml.attribute(total + "PayableAmount", "currencyID"), "EUR");
}

TEST(Ubl, CarriesEachTaxGroupAndWhyOneIsNotTaxed) {
  const Read xml(invoice());
  EXPECT_EQ(xml.at("cac:TaxTotal/cbc:TaxAmount"), "9.03");
  const std::string standard = "cac:TaxTotal/cac:TaxSubtotal[1]/";
  EXPECT_EQ(xml.at(standard + "cbc:TaxableAmount"), "47.50");
  EXPECT_EQ(xml.at(standard + "cbc:TaxAmount"), "9.03");
  EXPECT_EQ(xml.at(standard + "cac:TaxCategory/cbc:Percent"), "19");
  EXPECT_EQ(xml.count(standard + "cac:TaxCategory/cbc:TaxExemptionReason"), 0U);
  const std::string exempt = "cac:TaxTotal/cac:TaxSubtotal[2]/";
  EXPECT_EQ(xml.at(exempt + "cac:TaxCategory/cbc:ID"), "E");
  EXPECT_EQ(xml.at(exempt + "cac:TaxCategory/cbc:TaxExemptionReason"), "Exempt from VAT");
}

TEST(Ubl, CarriesLinesWithPriceBaseAndAllowance) {
  const Read xml(invoice());
  EXPECT_EQ(xml.count("cac:InvoiceLine"), 3U);
  const std::string line = "cac:InvoiceLine[2]/";
  EXPECT_EQ(xml.at(line + "cbc:ID"), "2");
  EXPECT_EQ(xml.at(line + "cbc:InvoicedQuantity"), "500");
  EXPECT_EQ(xml.attribute(line + "cbc:InvoicedQuantity", "unitCode"), "C62");
  EXPECT_EQ(xml.at(line + "cbc:LineExtensionAmount"), "5.00");
  EXPECT_EQ(xml.at(line + "cac:AllowanceCharge/cbc:ChargeIndicator"), "false");
  EXPECT_EQ(xml.at(line + "cac:AllowanceCharge/cbc:Amount"), "1.00");
  EXPECT_EQ(xml.at(line + "cac:Item/cbc:Name"), "Screws");
  EXPECT_EQ(xml.at(line + "cac:Item/cac:ClassifiedTaxCategory/cbc:ID"), "S");
  EXPECT_EQ(xml.at(line + "cac:Price/cbc:PriceAmount"), "12");
  EXPECT_EQ(xml.at(line + "cac:Price/cbc:BaseQuantity"), "1000");
}

TEST(Ubl, OfACreditNoteNamesItsInvoiceAndReason) {
  const Read xml(credit_note());
  EXPECT_EQ(xml.root(), "CreditNote");
  EXPECT_EQ(xml.at("cbc:CreditNoteTypeCode"), "381");
  EXPECT_EQ(xml.at("cbc:Note"), "Returned");
  const std::string reference = "cac:BillingReference/cac:InvoiceDocumentReference/";
  EXPECT_EQ(xml.at(reference + "cbc:ID"), "F-000012");
  EXPECT_EQ(xml.at(reference + "cbc:IssueDate"), "2026-03-10");
  EXPECT_EQ(xml.at("cac:CreditNoteLine[1]/cbc:CreditedQuantity"), "3");
  EXPECT_EQ(xml.count("cbc:DueDate"), 0U);
}

TEST(Ubl, OutsideTheScopeOfVatShowsNoRateAndNoVatIdentifier) {
  auto document = invoice();
  const domain::Tax outside{domain::TaxCategory::o, Rate{0}};
  for (auto& line : document.document.lines) line.tax = outside;
  document.document.allowances_charges[0].tax = outside;
  document.document.taxes = {{outside, 5750, 0}};
  document.document.totals.tax_total = 0;
  const Read xml(document);
  EXPECT_EQ(xml.count(".//cbc:Percent"), 0U);
  EXPECT_EQ(xml.count(std::string(kSupplier) + "cac:PartyTaxScheme"), 0U);
  EXPECT_EQ(xml.at(std::string(kSupplier) + "cac:PartyLegalEntity/cbc:CompanyID"), "ESB12345678");
}

TEST(Ubl, ShowsATaxNumberWithoutCountryAsSuch) {
  auto document = invoice();
  document.seller->tax_id = "900.373.076-1";
  const Read xml(document);
  EXPECT_EQ(xml.at(std::string(kSupplier) + "cac:PartyTaxScheme/cac:TaxScheme/cbc:ID"), "TAX");
  EXPECT_EQ(xml.at(std::string(kSupplier) + "cac:PartyLegalEntity/cbc:CompanyID"), "900.373.076-1");
}

TEST(Ubl, GivesAnAllowanceWithoutReasonACode) {
  auto document = invoice();
  document.document.allowances_charges[0].reason.clear();
  const Read xml(document);
  EXPECT_EQ(xml.at("cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"), "ZZZ");
}

TEST(Ubl, ReplacesWhatXmlCannotHold) {
  auto document = invoice();
  document.document.note =
      "a\xEF\xBF\xBF"
      "b";
  EXPECT_EQ(Read(document).at("cbc:Note"),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Ubl, CarriesTheCufeWithTheTimeThatItWasMadeFrom) {
  const Read xml(invoice(), CufeKey{"693ff6f2a553c3646a063436fd4dd9ded0311471", 2});
  EXPECT_EQ(xml.at("cbc:UUID").size(), 96U);
  EXPECT_EQ(xml.attribute("cbc:UUID", "schemeName"), "CUFE-SHA384");
  EXPECT_EQ(xml.attribute("cbc:UUID", "schemeID"), "2");
  EXPECT_EQ(xml.at("cbc:IssueTime"), "07:00:00-05:00");
}

}  // namespace latido::exports
