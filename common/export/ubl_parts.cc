#include "common/export/ubl_parts.h"

#include "common/export/vat_identifier.h"

#include <array>
#include <cstddef>
#include <string>

namespace latido::exports {
namespace {

struct Category {
  const char* code;         // UNCL 5305
  const char* reason_code;  // VATEX code list of CEF
  const char* reason;       // EN 16931 BT-120
};

// In the order of domain::TaxCategory.
constexpr std::array<Category, 10> kCategories{{{"S", "", ""},
                                                {"Z", "", ""},
                                                {"E", "", "Exempt from VAT"},
                                                {"AE", "VATEX-EU-AE", "Reverse charge"},
                                                {"K", "VATEX-EU-IC", "Intra-Community supply"},
                                                {"G", "VATEX-EU-G", "Export outside the EU"},
                                                {"O", "VATEX-EU-O", "Not subject to VAT"},
                                                {"L", "", ""},
                                                {"M", "", ""},
                                                {"B", "", ""}}};

// UNCL 5189 "discount" and UNCL 7161 "mutually defined", where no reason was given (BR-33, BR-38,
// BR-41, BR-43 need one).
constexpr char kDiscount[] = "95";
constexpr char kMutuallyDefined[] = "ZZZ";

constexpr char kVat[] = "VAT";
constexpr char kOtherTax[] = "TAX";  // a number that is no VAT identifier (BT-32)

// XML cannot hold U+FFFE and U+FFFF, which UTF-8 can; U+FFFD stands for them.
std::string xml_text(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i + 2 < out.size(); ++i) {
    const std::string_view three(out.data() + i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") out[i + 2] = '\xBD';
  }
  return out;
}

void add_tax_scheme(pugi::xml_node parent, const char* id) {
  add_text(parent.append_child("cac:TaxScheme"), "cbc:ID", id);
}

void add_address(pugi::xml_node party, const domain::Address& address) {
  auto node = party.append_child("cac:PostalAddress");
  add_text(node, "cbc:StreetName", address.street);
  add_text(node, "cbc:CityName", address.city);
  add_text(node, "cbc:PostalZone", address.postal_code);
  add_text(node.append_child("cac:Country"), "cbc:IdentificationCode", address.country);
}

void add_tax_number(pugi::xml_node party, const std::string& tax_id, const char* scheme) {
  auto node = party.append_child("cac:PartyTaxScheme");
  add_text(node, "cbc:CompanyID", tax_id);
  add_tax_scheme(node, scheme);
}

void add_legal_entity(pugi::xml_node party, const std::string& name, const std::string& number) {
  auto node = party.append_child("cac:PartyLegalEntity");
  add_text(node, "cbc:RegistrationName", name);
  add_text(node, "cbc:CompanyID", number);
}

}  // namespace

void add_text(pugi::xml_node parent, const char* name, std::string_view text) {
  if (text.empty()) return;
  parent.append_child(name).text().set(xml_text(text).c_str());
}

void add_amount(pugi::xml_node parent, const char* name, Minor amount, Currency currency) {
  auto node = parent.append_child(name);
  node.append_attribute("currencyID").set_value(std::string(currency.text()).c_str());
  node.text().set(to_text(amount, currency).c_str());
}

void add_supplier(pugi::xml_node parent, const domain::Seller& seller, bool taxed) {
  auto party = parent.append_child("cac:AccountingSupplierParty").append_child("cac:Party");
  add_address(party, seller.address);
  const bool vat = taxed && is_vat_identifier(seller.tax_id);
  if (taxed) add_tax_number(party, seller.tax_id, vat ? kVat : kOtherTax);
  // A seller needs a VAT identifier or this one (BR-CO-26).
  add_legal_entity(party, seller.name, vat ? "" : seller.tax_id);
}

void add_customer(pugi::xml_node parent, const domain::Customer& customer, bool taxed) {
  auto party = parent.append_child("cac:AccountingCustomerParty").append_child("cac:Party");
  add_text(party.append_child("cac:PartyIdentification"), "cbc:ID", customer.customer_id);
  add_address(party, customer.address);
  const bool vat = taxed && is_vat_identifier(customer.tax_id);
  if (vat) add_tax_number(party, customer.tax_id, kVat);
  add_legal_entity(party, customer.name, vat ? "" : customer.tax_id);
}

void add_delivery(pugi::xml_node parent, const Delivery& delivery) {
  auto node = parent.append_child("cac:Delivery");
  add_text(node, "cbc:ActualDeliveryDate", to_text(delivery.date));
  auto address = node.append_child("cac:DeliveryLocation").append_child("cac:Address");
  add_text(address.append_child("cac:Country"), "cbc:IdentificationCode", delivery.country);
}

void add_tax_category(pugi::xml_node parent, const char* name, domain::Tax tax, bool with_reason) {
  const auto& category = kCategories.at(static_cast<std::size_t>(tax.category));
  auto node = parent.append_child(name);
  add_text(node, "cbc:ID", category.code);
  if (tax.category != domain::TaxCategory::o) {
    add_text(node, "cbc:Percent", to_percent_text(tax.rate));
  }
  if (with_reason) {
    add_text(node, "cbc:TaxExemptionReasonCode", category.reason_code);
    add_text(node, "cbc:TaxExemptionReason", category.reason);
  }
  add_tax_scheme(node, kVat);
}

void add_allowance_charge(pugi::xml_node parent,
                          const domain::AllowanceCharge& item,
                          Currency currency,
                          bool with_tax) {
  auto node = parent.append_child("cac:AllowanceCharge");
  add_text(node, "cbc:ChargeIndicator", item.charge ? "true" : "false");
  if (item.reason.empty()) {
    add_text(node, "cbc:AllowanceChargeReasonCode", item.charge ? kMutuallyDefined : kDiscount);
  }
  add_text(node, "cbc:AllowanceChargeReason", item.reason);
  add_amount(node, "cbc:Amount", item.amount, currency);
  if (with_tax) add_tax_category(node, "cac:TaxCategory", item.tax, false);
}

}  // namespace latido::exports
