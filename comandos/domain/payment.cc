#include "comandos/domain/decide.h"

namespace latido::domain {

Result<PaymentRecorded> decide(const RecordPayment& command,
                               const std::optional<InvoiceState>& invoice,
                               bool reference_used,
                               Date today) {
  if (!invoice) return reject(Code::unknown_invoice, "invoiceId", "There is no such invoice.");
  if (invoice->status != InvoiceStatus::open) {
    return reject(Code::not_open,
                  "invoiceId",
                  "Invoice " + invoice->number + " is " +
                      std::string(status_name(invoice->status)) +
                      "; only an open one takes a payment.");
  }
  if (command.currency != invoice->currency) {
    return reject(Code::currency_mismatch,
                  "currency",
                  "Invoice " + invoice->number + " is in " + std::string(invoice->currency.text()) +
                      ", not in " + std::string(command.currency.text()) + ".");
  }
  if (command.amount > invoice->due()) {
    return reject(Code::exceeds_due,
                  "amount",
                  "Only " + to_text(invoice->due(), invoice->currency) + " is due on invoice " +
                      invoice->number + ".");
  }
  if (reference_used) {
    return reject(Code::duplicate_reference,
                  "reference",
                  "A payment with the reference " + command.reference + " was recorded already.");
  }
  return PaymentRecorded{command.invoice,
                         command.amount,
                         command.currency,
                         command.received_date.value_or(today),
                         command.reference,
                         command.method};
}

}  // namespace latido::domain
