#pragma once

#include "common/wire/message.h"

#include <optional>
#include <string>

namespace latido::command {

// A FILE of `latido issue`: an IssueInvoice object, or one wrapped together with what it needs, as
// clients/python/issue_invoices.py takes it:
//   {"customer": CreateCustomer, "series": CreateSeries, "invoice": IssueInvoice}
struct InvoiceFile {
  std::string name;
  std::optional<wire::Message> customer;
  std::optional<wire::Message> series;
  wire::Message invoice;
  std::string key;  // stable_key() of the invoice; empty for standard input, which has no name
};

// Checked field by field. Throws UsageError that names the file and the field.
InvoiceFile read_invoice_file(const std::string& path);

}  // namespace latido::command
