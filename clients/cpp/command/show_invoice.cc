#include "clients/cpp/command/show.h"
#include "clients/cpp/command/show_master_data.h"
#include "clients/cpp/command/text_of.h"

namespace latido::command {
namespace {

std::string tax_of(schema::Tax::Reader tax) {
  const std::string percent = text_of(tax.getPercent());
  return text_of(tax.getCategory()) + (percent.empty() ? "" : " " + percent + "%");
}

// "18.95", or "12.00 for 1000" where the price is for more than one.
std::string price_of(schema::InvoiceLine::Reader line) {
  const std::string base = text_of(line.getBaseQuantity());
  const std::string price = text_of(line.getUnitPrice());
  return base.empty() || base == "1" ? price : price + " for " + base;
}

bool is_credit_note(schema::Invoice::Reader invoice) {
  return invoice.getCreditedInvoice().size() > 0;
}

std::string name_of(schema::Invoice::Reader invoice) {
  if (is_credit_note(invoice)) return "Credit note";
  return invoice.getNumber().size() == 0 ? "" : "Invoice";
}

std::string version_of(schema::Invoice::Reader invoice) {
  return invoice.getVersion() == 0 ? "" : std::to_string(invoice.getVersion());
}

std::string head(schema::Invoice::Reader invoice, Style style) {
  const auto customer = invoice.getCustomer();
  return facts(
      {{name_of(invoice), {text_of(invoice.getNumber()), Color::bold}},
       {"Id", text_of(invoice.getId())},
       {"Status", status_cell(invoice.getStatus())},
       {"Version", version_of(invoice)},
       {"Credits", text_of(invoice.getCreditedInvoice())},
       {"Seller", text_of(invoice.getSeller().getName())},
       {"Customer", text_of(customer.getName()) + " (" + text_of(customer.getCustomerId()) + ")"},
       {"Tax id", text_of(customer.getTaxId())},
       {"Address", address_text(customer.getAddress())},
       {"Issued", text_of(invoice.getIssueDate())},
       {"Due", text_of(invoice.getDueDate())},
       {"Currency", text_of(invoice.getCurrency())},
       {"Reference", text_of(invoice.getReference())},
       {"Note", text_of(invoice.getNote())}},
      style);
}

std::string allowance_name(schema::AllowanceCharge::Reader item) {
  const std::string reason = text_of(item.getReason());
  return (item.getCharge() ? "charge" : "allowance") + (reason.empty() ? "" : ": " + reason);
}

std::string signed_amount(schema::AllowanceCharge::Reader item) {
  return (item.getCharge() ? "+" : "-") + text_of(item.getAmount());
}

// An allowance or charge of a line is within the line's amount; it stands under the line, with its
// own amount where the price stands.
std::string lines(schema::Invoice::Reader invoice, Style style) {
  Table table({{"#", Align::right},
               {"ITEM"},
               {"QUANTITY", Align::right},
               {"UNIT"},
               {"PRICE", Align::right},
               {"TAX"},
               {"AMOUNT", Align::right}});
  int number = 0;
  for (const auto line : invoice.getLines()) {
    table.add({std::to_string(++number),
               text_of(line.getName()),
               text_of(line.getQuantity()),
               text_of(line.getUnitCode()),
               price_of(line),
               tax_of(line.getTax()),
               text_of(line.getAmount())});
    for (const auto item : line.getAllowancesCharges()) {
      table.add({"", "  " + allowance_name(item), "", "", signed_amount(item), "", ""});
    }
  }
  for (const auto item : invoice.getAllowancesCharges()) {
    table.add({"", allowance_name(item), "", "", "", tax_of(item.getTax()), signed_amount(item)});
  }
  return table.text(style);
}

std::string taxes(schema::Invoice::Reader invoice, Style style) {
  Table table({{"TAX"}, {"RATE", Align::right}, {"BASE", Align::right}, {"AMOUNT", Align::right}});
  for (const auto group : invoice.getTaxes()) {
    const std::string percent = text_of(group.getPercent());
    table.add({text_of(group.getCategory()),
               percent.empty() ? percent : percent + "%",
               text_of(group.getBase()),
               text_of(group.getAmount())});
  }
  return table.text(style);
}

std::string totals(schema::Invoice::Reader invoice, Style style) {
  const auto sums = invoice.getTotals();
  Table table({{"TOTALS"}, {text_of(invoice.getCurrency()), Align::right}});
  table.add({"Lines", text_of(sums.getLineTotal())});
  table.add({"Allowances", text_of(sums.getAllowanceTotal())});
  table.add({"Charges", text_of(sums.getChargeTotal())});
  table.add({"Without tax", text_of(sums.getTaxExclusive())});
  table.add({"Tax", text_of(sums.getTaxTotal())});
  table.add({"With tax", text_of(sums.getTaxInclusive())});
  table.add({"Prepaid", text_of(sums.getPrepaid())});
  table.add({"Rounding", text_of(sums.getRounding())});
  table.add({"To pay", text_of(sums.getPayable())});
  // Without these: a draft or a preview.
  if (is_credit_note(invoice)) {
    table.add({"To its invoice", text_of(invoice.getCredited())});
  } else if (invoice.getDue().size() > 0) {
    table.add({"Paid since", text_of(invoice.getPaid())});
    table.add({"Credited", text_of(invoice.getCredited())});
    table.add({{"Still due", Color::bold}, {text_of(invoice.getDue()), Color::bold}});
  }
  return table.text(style);
}

// What pays and credits it now.
std::string settlements(schema::Invoice::Reader invoice, Style style) {
  if (invoice.getSettlements().size() == 0 && invoice.getCreditNotes().size() == 0) return "";
  Table table({{"SETTLED BY"}, {"AMOUNT", Align::right}});
  for (const auto one : invoice.getSettlements()) {
    table.add({text_of(one.getSource()), text_of(one.getAmount())});
  }
  for (const auto id : invoice.getCreditNotes()) table.add({text_of(id), ""});
  return '\n' + table.text(style);
}

}  // namespace

std::string show_invoice(schema::Invoice::Reader invoice, Style style) {
  return head(invoice, style) + '\n' + lines(invoice, style) + '\n' + taxes(invoice, style) + '\n' +
         totals(invoice, style) + settlements(invoice, style);
}

}  // namespace latido::command
