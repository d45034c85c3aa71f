#include "clients/cpp/command/show_payments.h"

#include "clients/cpp/command/text_of.h"

namespace latido::command {

std::string show_payment(schema::Payment::Reader payment, Style style) {
  const auto currency = payment.getCurrency();
  std::string out =
      facts({{"Payment", {text_of(payment.getId()), Color::bold}},
             {"Status", payment.getReversed() ? Cell("reversed", Color::red) : Cell("")},
             {"Customer", text_of(payment.getCustomerId())},
             {"Received", text_of(payment.getReceivedDate())},
             {"Reference", text_of(payment.getReference())},
             {"Method", text_of(payment.getMethod())},
             {"Amount", with_currency(payment.getAmount(), currency)},
             {"Allocated", with_currency(payment.getAllocated(), currency)},
             {"Refunded", with_currency(payment.getRefunded(), currency)},
             {"Left", with_currency(payment.getLeft(), currency)}},
            style);
  if (payment.getAllocations().size() == 0) return out;
  Table table({{"INVOICE"}, {"AMOUNT", Align::right}});
  for (const auto one : payment.getAllocations()) {
    table.add({text_of(one.getInvoiceId()), text_of(one.getAmount())});
  }
  return out + '\n' + table.text(style);
}

Table payment_table() {
  return Table({{"ID"},
                {"CUSTOMER"},
                {"RECEIVED"},
                {"CURRENCY"},
                {"AMOUNT", Align::right},
                {"ALLOCATED", Align::right},
                {"REFUNDED", Align::right},
                {"LEFT", Align::right},
                {"REVERSED"},
                {"METHOD"},
                {"REFERENCE"}});
}

void add_payments(Table& table, schema::PaymentPage::Reader page) {
  for (const auto payment : page.getPayments()) {
    table.add({text_of(payment.getId()),
               text_of(payment.getCustomerId()),
               text_of(payment.getReceivedDate()),
               text_of(payment.getCurrency()),
               text_of(payment.getAmount()),
               text_of(payment.getAllocated()),
               text_of(payment.getRefunded()),
               text_of(payment.getLeft()),
               payment.getReversed() ? Cell("yes", Color::red) : Cell(""),
               text_of(payment.getMethod()),
               text_of(payment.getReference())});
  }
}

Table draft_table() { return Table({{"ID"}, {"CUSTOMER"}, {"VERSION", Align::right}}); }

void add_drafts(Table& table, schema::DraftPage::Reader page) {
  for (const auto draft : page.getDrafts()) {
    table.add({text_of(draft.getId()),
               text_of(draft.getCustomerId()),
               std::to_string(draft.getVersion())});
  }
}

}  // namespace latido::command
