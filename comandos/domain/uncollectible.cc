#include "comandos/domain/decide.h"
#include "comandos/domain/refusals.h"

namespace latido::domain {

Result<InvoiceWrittenOff> decide(const MarkUncollectible& command,
                                 const std::optional<InvoiceState>& invoice,
                                 const BooksState& books,
                                 Date today) {
  if (!invoice) return tl::make_unexpected(no_such_invoice());
  if (invoice->status != InvoiceStatus::open) {
    return reject(Code::not_open,
                  "invoiceId",
                  "Invoice " + invoice->number + " is " +
                      std::string(status_name(invoice->status)) +
                      "; only an open one can be written off.");
  }
  if (auto refusal = refuse_closed(books, today, "")) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return InvoiceWrittenOff{command.invoice, command.reason};
}

Result<InvoiceRecovered> decide(const RecoverInvoice& command,
                                const std::optional<InvoiceState>& invoice,
                                const BooksState& books,
                                Date today) {
  if (!invoice) return tl::make_unexpected(no_such_invoice());
  if (invoice->status != InvoiceStatus::uncollectible) {
    return reject(Code::not_uncollectible,
                  "invoiceId",
                  "Invoice " + invoice->number + " is " +
                      std::string(status_name(invoice->status)) +
                      "; only an uncollectible one can be recovered.");
  }
  if (auto refusal = refuse_closed(books, today, "")) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return InvoiceRecovered{command.invoice, command.reason};
}

}  // namespace latido::domain
