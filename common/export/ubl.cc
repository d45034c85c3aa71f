#include "common/export/ubl.h"

#include "common/export/cufe.h"
#include "common/export/exportable.h"
#include "common/export/ubl_parts.h"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <utility>

namespace latido::exports {
namespace {

constexpr char kCustomization[] = "urn:cen.eu:en16931:2017";
constexpr char kSchema[] = "urn:oasis:names:specification:ubl:schema:xsd:";
constexpr char kInvoiceType[] = "380";     // UNCL 1001
constexpr char kCreditNoteType[] = "381";  // UNCL 1001
// A credit note says how it is settled where it cannot say when (BR-CO-25).
constexpr char kCreditTerms[] = "Credited to the customer's account.";

// Where the two documents differ in names.
struct Names {
  const char* root;
  const char* line;
  const char* quantity;
};
constexpr Names kInvoice{"Invoice", "cac:InvoiceLine", "cbc:InvoicedQuantity"};
constexpr Names kCreditNote{"CreditNote", "cac:CreditNoteLine", "cbc:CreditedQuantity"};

bool is_taxed(const domain::Invoice& document) {
  return std::none_of(document.taxes.begin(), document.taxes.end(), [](const auto& group) {
    return group.tax.category == domain::TaxCategory::o;
  });
}

pugi::xml_node add_root(pugi::xml_document& xml, const char* name) {
  auto declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  auto root = xml.append_child(name);
  const auto space = [&](const char* attribute, const std::string& schema) {
    root.append_attribute(attribute).set_value((kSchema + schema + "-2").c_str());
  };
  space("xmlns", name);
  space("xmlns:cac", "CommonAggregateComponents");
  space("xmlns:cbc", "CommonBasicComponents");
  return root;
}

void add_cufe(pugi::xml_node root, const std::string& cufe, const CufeKey& key) {
  auto node = root.append_child("cbc:UUID");
  node.append_attribute("schemeID").set_value(std::to_string(key.environment).c_str());
  node.append_attribute("schemeName").set_value("CUFE-SHA384");
  node.text().set(cufe.c_str());
}

void add_billing_reference(pugi::xml_node root, const Credited& credited) {
  auto node =
      root.append_child("cac:BillingReference").append_child("cac:InvoiceDocumentReference");
  add_text(node, "cbc:ID", credited.number);
  add_text(node, "cbc:IssueDate", to_text(credited.issue_date));
}

// From the number to what it refers to.
void add_head(pugi::xml_node root,
              const ExportedDocument& exported,
              const std::string& cufe,
              const std::optional<CufeKey>& key) {
  const auto& document = exported.document;
  const bool credit = exported.credited.has_value();
  add_text(root, "cbc:CustomizationID", kCustomization);
  add_text(root, "cbc:ID", document.number);
  if (key) add_cufe(root, cufe, *key);
  add_text(root, "cbc:IssueDate", to_text(document.issue_date));
  if (key) add_text(root, "cbc:IssueTime", colombian_time(exported.recorded_at_unix_ms));
  if (!credit) add_text(root, "cbc:DueDate", to_text(document.due_date));
  add_text(root,
           credit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode",
           credit ? kCreditNoteType : kInvoiceType);
  add_text(root, "cbc:Note", credit ? exported.reason : document.note);
  add_text(root, "cbc:DocumentCurrencyCode", document.currency.text());
  add_text(root, "cbc:BuyerReference", document.reference);
  if (credit) add_billing_reference(root, *exported.credited);
}

void add_tax_total(pugi::xml_node root, const domain::Invoice& document) {
  auto node = root.append_child("cac:TaxTotal");
  add_amount(node, "cbc:TaxAmount", document.totals.tax_total, document.currency);
  for (const auto& group : document.taxes) {
    auto subtotal = node.append_child("cac:TaxSubtotal");
    add_amount(subtotal, "cbc:TaxableAmount", group.base, document.currency);
    add_amount(subtotal, "cbc:TaxAmount", group.amount, document.currency);
    add_tax_category(subtotal, "cac:TaxCategory", group.tax, true);
  }
}

bool has_any(const domain::Invoice& document, bool charge) {
  return std::any_of(document.allowances_charges.begin(),
                     document.allowances_charges.end(),
                     [&](const auto& item) { return item.charge == charge; });
}

// Those that may be left out are left out where they are 0; the total of allowances or charges may
// be only where none of these stands, not even one of 0 (BR-CO-11, BR-CO-12).
void add_monetary_total(pugi::xml_node root, const domain::Invoice& document) {
  const auto& totals = document.totals;
  const auto currency = document.currency;
  auto node = root.append_child("cac:LegalMonetaryTotal");
  const auto add_where = [&](bool shown, const char* name, Minor amount) {
    if (shown) add_amount(node, name, amount, currency);
  };
  const auto add_if_any = [&](const char* name, Minor amount) {
    add_where(amount != 0, name, amount);
  };
  add_amount(node, "cbc:LineExtensionAmount", totals.line_total, currency);
  add_amount(node, "cbc:TaxExclusiveAmount", totals.tax_exclusive(), currency);
  add_amount(node, "cbc:TaxInclusiveAmount", totals.tax_inclusive(), currency);
  add_where(has_any(document, false), "cbc:AllowanceTotalAmount", totals.allowance_total);
  add_where(has_any(document, true), "cbc:ChargeTotalAmount", totals.charge_total);
  add_if_any("cbc:PrepaidAmount", totals.prepaid);
  add_if_any("cbc:PayableRoundingAmount", totals.rounding);
  add_amount(node, "cbc:PayableAmount", totals.payable(), currency);
}

void add_quantity(pugi::xml_node parent, const char* name, Decimal value, const std::string& unit) {
  auto node = parent.append_child(name);
  node.append_attribute("unitCode").set_value(unit.c_str());
  node.text().set(to_text(value).c_str());
}

void add_line(pugi::xml_node root,
              const Names& names,
              const domain::Line& line,
              std::size_t number,
              Currency currency) {
  auto node = root.append_child(names.line);
  add_text(node, "cbc:ID", std::to_string(number));
  add_quantity(node, names.quantity, line.quantity, line.unit_code);
  add_amount(node, "cbc:LineExtensionAmount", line.amount, currency);
  for (const auto& item : line.allowances_charges)
    add_allowance_charge(node, item, currency, false);
  auto item = node.append_child("cac:Item");
  add_text(item, "cbc:Name", line.name);
  add_tax_category(item, "cac:ClassifiedTaxCategory", line.tax, false);
  auto price = node.append_child("cac:Price");
  auto amount = price.append_child("cbc:PriceAmount");
  amount.append_attribute("currencyID").set_value(std::string(currency.text()).c_str());
  amount.text().set(to_text(line.unit_price).c_str());
  add_quantity(price, "cbc:BaseQuantity", line.base_quantity, line.unit_code);
}

void add_body(pugi::xml_node root, const Names& names, const ExportedDocument& exported) {
  const auto& document = exported.document;
  const bool taxed = is_taxed(document);
  add_supplier(root, *exported.seller, taxed);
  add_customer(root, document.customer, taxed);
  if (exported.delivery) add_delivery(root, *exported.delivery);
  if (exported.credited) {
    add_text(root.append_child("cac:PaymentTerms"), "cbc:Note", kCreditTerms);
  }
  for (const auto& item : document.allowances_charges) {
    add_allowance_charge(root, item, document.currency, true);
  }
  add_tax_total(root, document);
  add_monetary_total(root, document);
  std::size_t number = 0;
  for (const auto& line : document.lines) add_line(root, names, line, ++number, document.currency);
}

}  // namespace

Result<Exported> to_ubl(const ExportedDocument& exported, const std::optional<CufeKey>& cufe_key) {
  if (const auto able = check_exportable(exported); !able) return tl::make_unexpected(able.error());
  Exported out;
  if (cufe_key) {
    auto cufe = cufe_of(exported, *cufe_key);
    if (!cufe) return tl::make_unexpected(std::move(cufe).error());
    out.cufe = *std::move(cufe);
  }
  const Names& names = exported.credited ? kCreditNote : kInvoice;
  pugi::xml_document xml;
  auto root = add_root(xml, names.root);
  add_head(root, exported, out.cufe, cufe_key);
  add_body(root, names, exported);
  std::ostringstream text;
  xml.save(text, "", pugi::format_raw, pugi::encoding_utf8);  // answers are bounded
  out.text = std::move(text).str();
  return out;
}

}  // namespace latido::exports
