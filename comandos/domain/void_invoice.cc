#include "comandos/domain/decide.h"
#include "comandos/domain/refusals.h"

namespace latido::domain {
namespace {

Guard refuse_void(const InvoiceState& invoice, bool has_credit_notes, const BooksState& books) {
  const std::string name = "Invoice " + invoice.number;
  if (invoice.paid > 0) {
    return Rejection{Code::has_payments,
                     "invoiceId",
                     name + " has payments and can not be voided; take them back first."};
  }
  if (has_credit_notes) {
    return Rejection{Code::has_credit_notes,
                     "invoiceId",
                     name + " has credit notes and can not be voided; credit the rest."};
  }
  if (invoice.status != InvoiceStatus::open && invoice.status != InvoiceStatus::uncollectible) {
    return Rejection{Code::not_open,
                     "invoiceId",
                     name + " is " + std::string(status_name(invoice.status)) +
                         "; only an open or uncollectible one can be voided."};
  }
  if (books.policy.void_forbidden) {
    return Rejection{
        Code::void_forbidden,
        "invoiceId",
        "Invoices are never voided here; issue a credit note for " + invoice.number + "."};
  }
  return refuse_closed(books, invoice.issue_date, "invoiceId");
}

}  // namespace

Result<InvoiceVoided> decide(const VoidInvoice& command,
                             const std::optional<InvoiceState>& invoice,
                             bool has_credit_notes,
                             const BooksState& books,
                             Date today) {
  if (!invoice) return tl::make_unexpected(no_such_invoice());
  auto refusal = refuse_void(*invoice, has_credit_notes, books);
  if (!refusal) refusal = refuse_closed(books, today, "");
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return InvoiceVoided{command.invoice, command.reason};
}

}  // namespace latido::domain
