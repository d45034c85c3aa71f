#include "common/wire/document_codec.h"

#include "common/wire/ids.h"
#include "common/wire/put.h"
#include "common/wire/tax_codec.h"

#include <string>

namespace latido::wire {
namespace {

using domain::AllowanceCharge;

void write_address(schema::Address::Builder out, const domain::Address& address) {
  put(address.street, [&](auto t) { out.setStreet(t); });
  put(address.city, [&](auto t) { out.setCity(t); });
  put(address.postal_code, [&](auto t) { out.setPostalCode(t); });
  put(address.country, [&](auto t) { out.setCountry(t); });
}

void write_allowance(schema::AllowanceCharge::Builder out,
                     const AllowanceCharge& allowance,
                     Currency currency,
                     bool with_tax) {
  out.setCharge(allowance.charge);
  out.setAmount(to_text(allowance.amount, currency));
  put(allowance.reason, [&](auto t) { out.setReason(t); });
  if (with_tax) write_tax(out.initTax(), allowance.tax);
}

// `with_tax`: at document level; a line's share the line's own.
template <class Owner>
void write_allowances(Owner owner,
                      const std::vector<AllowanceCharge>& in,
                      Currency currency,
                      bool with_tax) {
  if (in.empty()) return;
  auto out = owner.initAllowancesCharges(static_cast<unsigned>(in.size()));
  for (unsigned i = 0; i < in.size(); ++i) write_allowance(out[i], in[i], currency, with_tax);
}

void write_origin(schema::InvoiceLine::Builder out, const domain::Line& line) {
  put(line.name, [&](auto t) { out.setName(t); });
  out.setQuantity(to_text(line.quantity));
  put(line.price_id, [&](auto t) { out.setPriceId(t); });
  put(line.tax_code, [&](auto t) { out.setTaxCode(t); });
}

void write_price(schema::InvoiceLine::Builder out, const domain::Line& line) {
  put(line.unit_code, [&](auto t) { out.setUnitCode(t); });
  out.setUnitPrice(to_text(line.unit_price));
  out.setBaseQuantity(to_text(line.base_quantity));
}

void write_line(schema::InvoiceLine::Builder out, const domain::Line& line, Currency currency) {
  write_origin(out, line);
  write_price(out, line);
  write_tax(out.initTax(), line.tax);
  write_allowances(out, line.allowances_charges, currency, false);
  out.setAmount(to_text(line.amount, currency));
}

// What the catalogue is still to give is left out.
void write_draft_line(schema::InvoiceLine::Builder out,
                      const domain::Line& line,
                      Currency currency) {
  write_origin(out, line);
  if (line.price_id.empty()) write_price(out, line);
  if (line.tax != domain::Tax{}) write_tax(out.initTax(), line.tax);
  write_allowances(out, line.allowances_charges, currency, false);
}

void write_group(schema::TaxGroup::Builder out, const domain::TaxGroup& group, Currency currency) {
  out.setCategory(std::string(category_name(group.tax.category)));
  if (group.tax.category != domain::TaxCategory::o) out.setPercent(to_percent_text(group.tax.rate));
  out.setBase(to_text(group.base, currency));
  out.setAmount(to_text(group.amount, currency));
}

}  // namespace

void write_totals(schema::Totals::Builder out, const domain::Totals& totals, Currency currency) {
  const auto text = [&](Minor amount) { return to_text(amount, currency); };
  out.setLineTotal(text(totals.line_total));
  out.setAllowanceTotal(text(totals.allowance_total));
  out.setChargeTotal(text(totals.charge_total));
  out.setTaxExclusive(text(totals.tax_exclusive()));
  out.setTaxTotal(text(totals.tax_total));
  out.setTaxInclusive(text(totals.tax_inclusive()));
  out.setPrepaid(text(totals.prepaid));
  out.setRounding(text(totals.rounding));
  out.setPayable(text(totals.payable()));
}

void write_tax(schema::Tax::Builder out, const domain::Tax& tax) {
  out.setCategory(std::string(category_name(tax.category)));
  if (tax.category != domain::TaxCategory::o) out.setPercent(to_percent_text(tax.rate));
}

void write_customer(schema::Customer::Builder out, const domain::Customer& customer) {
  out.setCustomerId(customer.customer_id);
  put(customer.name, [&](auto t) { out.setName(t); });
  put(customer.tax_id, [&](auto t) { out.setTaxId(t); });
  if (customer.address != domain::Address{}) write_address(out.initAddress(), customer.address);
}

void write_seller(schema::Seller::Builder out, const domain::Seller& seller) {
  out.setName(seller.name);
  put(seller.tax_id, [&](auto t) { out.setTaxId(t); });
  if (seller.address != domain::Address{}) write_address(out.initAddress(), seller.address);
}

void write_document(schema::Invoice::Builder out,
                    const domain::Invoice& document,
                    const std::vector<domain::OfLine>& of_lines) {
  const auto currency = document.currency;
  put(document.number, [&](auto t) { out.setNumber(t); });
  put(document.series, [&](auto t) { out.setSeries(t); });
  auto customer = out.initCustomer();
  write_customer(customer, document.customer);
  customer.setVersion(document.customer_version);
  out.setCustomerVersion(document.customer_version);
  out.setIssueDate(to_text(document.issue_date));
  out.setDueDate(to_text(document.due_date));
  out.setCurrency(std::string(currency.text()));
  auto lines = out.initLines(static_cast<unsigned>(document.lines.size()));
  for (unsigned i = 0; i < document.lines.size(); ++i) {
    write_line(lines[i], document.lines[i], currency);
    if (i < of_lines.size()) lines[i].setOfLine(of_lines[i].line);
  }
  write_allowances(out, document.allowances_charges, currency, true);
  auto taxes = out.initTaxes(static_cast<unsigned>(document.taxes.size()));
  for (unsigned i = 0; i < document.taxes.size(); ++i)
    write_group(taxes[i], document.taxes[i], currency);
  write_totals(out.initTotals(), document.totals, currency);
  put(document.reference, [&](auto t) { out.setReference(t); });
  put(document.note, [&](auto t) { out.setNote(t); });
  out.setRoundingProfile(static_cast<schema::RoundingProfile>(document.rounding_profile));
}

void write_credit_note(schema::Invoice::Builder out, const domain::CreditNote& note) {
  write_document(out, note.document, note.of_lines);
  out.setCreditedInvoice(invoice_id_text(note.invoice));
  put(note.reason, [&](auto t) { out.setNote(t); });
  out.setCredited(to_text(note.applied, note.document.currency));
}

void write_draft_content(schema::Invoice::Builder out, const domain::IssueInvoice& content) {
  const auto currency = content.currency;
  put(content.series, [&](auto t) { out.setSeries(t); });
  out.initCustomer().setCustomerId(content.customer_id);
  if (content.issue_date) out.setIssueDate(to_text(*content.issue_date));
  if (content.due_date) out.setDueDate(to_text(*content.due_date));
  out.setCurrency(std::string(currency.text()));
  auto lines = out.initLines(static_cast<unsigned>(content.lines.size()));
  for (unsigned i = 0; i < content.lines.size(); ++i)
    write_draft_line(lines[i], content.lines[i], currency);
  write_allowances(out, content.allowances_charges, currency, true);
  put(content.reference, [&](auto t) { out.setReference(t); });
  put(content.note, [&](auto t) { out.setNote(t); });
}

}  // namespace latido::wire
