#include "comandos/domain/decide.h"

namespace latido::domain {

Result<InvoiceVoided> decide(const VoidInvoice& command,
                             const std::optional<InvoiceState>& invoice) {
  if (!invoice) return reject(Code::unknown_invoice, "invoiceId", "There is no such invoice.");
  if (invoice->paid > 0) {
    return reject(Code::has_payments,
                  "invoiceId",
                  "Invoice " + invoice->number + " has payments and can not be voided.");
  }
  if (invoice->status != InvoiceStatus::open) {
    return reject(Code::not_open,
                  "invoiceId",
                  "Invoice " + invoice->number + " is " +
                      std::string(status_name(invoice->status)) +
                      "; only an open one can be voided.");
  }
  return InvoiceVoided{command.invoice, command.reason};
}

}  // namespace latido::domain
