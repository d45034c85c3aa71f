#include "clients/cpp/command/show.h"

#include "clients/cpp/command/failure_text.h"

namespace latido::command {
namespace {

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

std::string with_currency(capnp::Text::Reader amount, capnp::Text::Reader currency) {
  return amount.size() == 0 ? "" : text_of(amount) + " " + text_of(currency);
}

}  // namespace

Cell status_cell(capnp::Text::Reader status) {
  const std::string text = text_of(status);
  if (text == "paid") return {text, Color::green};
  if (text == "open") return {text, Color::yellow};
  if (text == "void") return {text, Color::red};
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
                {"Position", std::to_string(done.getPosition())}},
               style);
}

std::string show_series(schema::Series::Reader series, Style style) {
  const std::string numbers =
      std::to_string(series.getFirstNumber()) + " to " + std::to_string(series.getLastNumber());
  const bool used_up = series.getRemaining() == 0;
  const Cell next = used_up ? Cell("none: used up", Color::red)
                            : Cell(std::to_string(series.getNextNumber()), Color::bold);
  return facts({{"Series", text_of(series.getSeries())},
                {"Prefix", text_of(series.getPrefix())},
                {"Numbers", numbers},
                {"Next number", next},
                {"Numbers left", std::to_string(series.getRemaining())},
                {"Valid from", text_of(series.getValidFrom())},
                {"Valid to", text_of(series.getValidTo())},
                {"Last issue date", text_of(series.getLastIssueDate())},
                {"Authorization", text_of(series.getAuthorization())}},
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
                {"STILL DUE", Align::right}});
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
               text_of(invoice.getDue())});
  }
}

}  // namespace latido::command
