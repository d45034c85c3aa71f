#include "common/export/ubl.h"
#include "tests/unit/export/sample.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include <gtest/gtest.h>

// The order of the sequences in the OASIS schemas UBL-Invoice-2.1.xsd, UBL-CreditNote-2.1.xsd and
// UBL-CommonAggregateComponents-2.1.xsd, as far as a document of ours may have the elements.
namespace latido::exports {
namespace {

using Order = std::vector<std::string>;

const std::map<std::string, Order>& orders() {
  static const std::map<std::string, Order> kOrders{
      {"Invoice",
       {"cbc:UBLVersionID",
        "cbc:CustomizationID",
        "cbc:ProfileID",
        "cbc:ID",
        "cbc:UUID",
        "cbc:IssueDate",
        "cbc:IssueTime",
        "cbc:DueDate",
        "cbc:InvoiceTypeCode",
        "cbc:Note",
        "cbc:TaxPointDate",
        "cbc:DocumentCurrencyCode",
        "cbc:BuyerReference",
        "cac:InvoicePeriod",
        "cac:OrderReference",
        "cac:BillingReference",
        "cac:AccountingSupplierParty",
        "cac:AccountingCustomerParty",
        "cac:Delivery",
        "cac:PaymentMeans",
        "cac:PaymentTerms",
        "cac:AllowanceCharge",
        "cac:TaxTotal",
        "cac:LegalMonetaryTotal",
        "cac:InvoiceLine"}},
      {"CreditNote",
       {"cbc:UBLVersionID",
        "cbc:CustomizationID",
        "cbc:ProfileID",
        "cbc:ID",
        "cbc:UUID",
        "cbc:IssueDate",
        "cbc:IssueTime",
        "cbc:TaxPointDate",
        "cbc:CreditNoteTypeCode",
        "cbc:Note",
        "cbc:DocumentCurrencyCode",
        "cbc:BuyerReference",
        "cac:InvoicePeriod",
        "cac:DiscrepancyResponse",
        "cac:OrderReference",
        "cac:BillingReference",
        "cac:AccountingSupplierParty",
        "cac:AccountingCustomerParty",
        "cac:Delivery",
        "cac:PaymentMeans",
        "cac:PaymentTerms",
        "cac:AllowanceCharge",
        "cac:TaxTotal",
        "cac:LegalMonetaryTotal",
        "cac:CreditNoteLine"}},
      {"cac:BillingReference", {"cac:InvoiceDocumentReference"}},
      {"cac:InvoiceDocumentReference", {"cbc:ID", "cbc:IssueDate"}},
      {"cac:AccountingSupplierParty", {"cac:Party"}},
      {"cac:AccountingCustomerParty", {"cac:Party"}},
      {"cac:Party",
       {"cac:PartyIdentification",
        "cac:PartyName",
        "cac:PostalAddress",
        "cac:PartyTaxScheme",
        "cac:PartyLegalEntity"}},
      {"cac:PartyIdentification", {"cbc:ID"}},
      {"cac:PostalAddress", {"cbc:StreetName", "cbc:CityName", "cbc:PostalZone", "cac:Country"}},
      {"cac:Country", {"cbc:IdentificationCode"}},
      {"cac:PartyTaxScheme", {"cbc:CompanyID", "cac:TaxScheme"}},
      {"cac:TaxScheme", {"cbc:ID"}},
      {"cac:PartyLegalEntity", {"cbc:RegistrationName", "cbc:CompanyID"}},
      {"cac:Delivery", {"cbc:ActualDeliveryDate", "cac:DeliveryLocation"}},
      {"cac:DeliveryLocation", {"cac:Address"}},
      {"cac:Address", {"cac:Country"}},
      {"cac:PaymentTerms", {"cbc:Note"}},
      {"cac:AllowanceCharge",
       {"cbc:ChargeIndicator",
        "cbc:AllowanceChargeReasonCode",
        "cbc:AllowanceChargeReason",
        "cbc:Amount",
        "cac:TaxCategory"}},
      {"cac:TaxTotal", {"cbc:TaxAmount", "cac:TaxSubtotal"}},
      {"cac:TaxSubtotal", {"cbc:TaxableAmount", "cbc:TaxAmount", "cac:TaxCategory"}},
      {"cac:TaxCategory",
       {"cbc:ID",
        "cbc:Percent",
        "cbc:TaxExemptionReasonCode",
        "cbc:TaxExemptionReason",
        "cac:TaxScheme"}},
      {"cac:ClassifiedTaxCategory", {"cbc:ID", "cbc:Percent", "cac:TaxScheme"}},
      {"cac:LegalMonetaryTotal",
       {"cbc:LineExtensionAmount",
        "cbc:TaxExclusiveAmount",
        "cbc:TaxInclusiveAmount",
        "cbc:AllowanceTotalAmount",
        "cbc:ChargeTotalAmount",
        "cbc:PrepaidAmount",
        "cbc:PayableRoundingAmount",
        "cbc:PayableAmount"}},
      {"cac:InvoiceLine",
       {"cbc:ID",
        "cbc:InvoicedQuantity",
        "cbc:LineExtensionAmount",
        "cac:AllowanceCharge",
        "cac:Item",
        "cac:Price"}},
      {"cac:CreditNoteLine",
       {"cbc:ID",
        "cbc:CreditedQuantity",
        "cbc:LineExtensionAmount",
        "cac:AllowanceCharge",
        "cac:Item",
        "cac:Price"}},
      {"cac:Item", {"cbc:Name", "cac:ClassifiedTaxCategory"}},
      {"cac:Price", {"cbc:PriceAmount", "cbc:BaseQuantity"}}};
  return kOrders;
}

void expect_children_in_order(pugi::xml_node parent, const Order& order) {
  std::size_t last = 0;
  for (const auto child : parent.children()) {
    const auto place = std::find(order.begin(), order.end(), child.name());
    ASSERT_NE(place, order.end()) << parent.name() << " has no " << child.name();
    const auto index = static_cast<std::size_t>(place - order.begin());
    EXPECT_GE(index, last) << child.name() << " stands too late in " << parent.name();
    last = index;
  }
}

void expect_in_order(pugi::xml_node node) {
  const auto order = orders().find(node.name());
  if (order == orders().end()) {
    EXPECT_EQ(std::string(node.name()).rfind("cbc:", 0), 0U) << node.name() << " is not known";
    EXPECT_FALSE(std::string(node.child_value()).empty()) << node.name() << " is empty";
    return;
  }
  expect_children_in_order(node, order->second);
  EXPECT_TRUE(node.first_child()) << node.name() << " is empty";
  for (const auto child : node.children()) expect_in_order(child);
}

void expect_schema_order(const ExportedDocument& document) {
  const auto exported =
      to_ubl(document, document.credited ? std::nullopt : std::optional(CufeKey{"abc", 1}));
  ASSERT_TRUE(exported) << exported.error().message;
  pugi::xml_document xml;
  ASSERT_TRUE(xml.load_string(exported->text.c_str()));
  expect_in_order(xml.document_element());
}

}  // namespace

TEST(UblOrder, OfAnInvoiceIsThatOfTheSchema) { expect_schema_order(invoice()); }

TEST(UblOrder, OfACreditNoteIsThatOfTheSchema) { expect_schema_order(credit_note()); }

TEST(UblOrder, HoldsWhereEverythingOptionalIsLeftOut) {
  auto document = invoice();
  document.document.reference.clear();
  document.document.note.clear();
  document.document.customer.address = {"", "", "", "DE"};
  document.seller->address = {"", "", "", "ES"};
  document.document.lines[1].allowances_charges[0].reason.clear();
  expect_schema_order(document);
}

TEST(UblOrder, TheNamespacesAreThoseOfUbl21) {
  const auto exported = to_ubl(credit_note());
  ASSERT_TRUE(exported);
  pugi::xml_document xml;
  ASSERT_TRUE(xml.load_string(exported->text.c_str()));
  const auto root = xml.document_element();
  const std::string schema = "urn:oasis:names:specification:ubl:schema:xsd:";
  EXPECT_EQ(root.attribute("xmlns").value(), schema + "CreditNote-2");
  EXPECT_EQ(root.attribute("xmlns:cac").value(), schema + "CommonAggregateComponents-2");
  EXPECT_EQ(root.attribute("xmlns:cbc").value(), schema + "CommonBasicComponents-2");
}

}  // namespace latido::exports
