#include "clients/cpp/command/show.h"

#include "clients/cpp/command/failure_text.h"
#include "clients/cpp/command/text_of.h"

namespace latido::command {
Cell status_cell(capnp::Text::Reader status) {
  const std::string text = text_of(status);
  if (text == "paid") return {text, Color::green};
  if (text == "open") return {text, Color::yellow};
  if (text == "void" || text == "uncollectible") return {text, Color::red};
  return {text};
}

std::string show_done(schema::Done::Reader done, Style style) {
  const auto totals = done.getTotals();
  return facts({{"Id", text_of(done.getId())},
                {"Number", {text_of(done.getNumber()), Color::bold}},
                {"Status", status_cell(done.getStatus())},
                {"Without tax", with_currency(totals.getTaxExclusive(), done.getCurrency())},
                {"Tax", with_currency(totals.getTaxTotal(), done.getCurrency())},
                {"To pay", with_currency(totals.getPayable(), done.getCurrency())},
                {"Due", with_currency(done.getDue(), done.getCurrency())},
                {"Credit", with_currency(done.getCredit(), done.getCurrency())},
                {"Version", done.getVersion() == 0 ? "" : std::to_string(done.getVersion())},
                {"Position", std::to_string(done.getPosition())}},
               style);
}

std::string show_key_status(schema::KeyStatus::Reader status, Style style) {
  if (status.isUnknown()) {
    return "Nothing is stored under this key. A copy of the request that is still on its way may "
           "yet take effect.\n";
  }
  const auto reply = status.getKnown();
  if (reply.isDone()) return "Done.\n" + show_done(reply.getDone(), style);
  if (!reply.isError()) return "Answered in a way that this version cannot show; see --json.\n";
  const auto error = reply.getError();
  return "Refused, for good. " +
         refusal_text(
             {text_of(error.getCode()), text_of(error.getField()), text_of(error.getMessage())}) +
         '\n';
}

Table invoice_table() {
  return Table({{"ID"},
                {"NUMBER"},
                {"STATUS"},
                {"CUSTOMER"},
                {"ISSUED"},
                {"DUE"},
                {"CURRENCY"},
                {"TO PAY", Align::right},
                {"PAID", Align::right},
                {"CREDITED", Align::right},
                {"STILL DUE", Align::right},
                {"REFERENCE"}});
}

void add_invoices(Table& table, schema::InvoicePage::Reader page) {
  for (const auto invoice : page.getInvoices()) {
    table.add({text_of(invoice.getId()),
               text_of(invoice.getNumber()),
               status_cell(invoice.getStatus()),
               text_of(invoice.getCustomerId()),
               text_of(invoice.getIssueDate()),
               text_of(invoice.getDueDate()),
               text_of(invoice.getCurrency()),
               text_of(invoice.getPayable()),
               text_of(invoice.getPaid()),
               text_of(invoice.getCredited()),
               text_of(invoice.getDue()),
               text_of(invoice.getReference())});
  }
}

}  // namespace latido::command
