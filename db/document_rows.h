#pragma once

#include "comandos/domain/document.h"
#include "comandos/domain/state.h"
#include "db/sqlite.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace latido::db {

// A document as its rows hold it: as issued, and as it stands now.
struct DocumentRows {
  std::int64_t key = 0;
  domain::DocumentKind kind = domain::DocumentKind::invoice;
  domain::Invoice document;  // `draft` is not among the rows
  domain::InvoiceStatus status = domain::InvoiceStatus::open;
  Minor paid = 0;
  Minor credited = 0;
  std::int64_t changed_key = 0;
  std::int64_t invoice_key = 0;          // of a credit note: the invoice that it credits
  std::vector<domain::OfLine> of_lines;  // of a credit note: one for each line

  [[nodiscard]] domain::InvoiceState state() const;  // of an invoice
};

// Reads whole documents of one store; the writer and the readers both do.
class DocumentReader {
 public:
  explicit DocumentReader(Connection& db);

  std::optional<DocumentRows> read(std::int64_t document_key);

 private:
  void read_lines(DocumentRows& into);
  void read_taxes(DocumentRows& into);
  void read_allowances(DocumentRows& into);

  Statement document_;
  Statement lines_;
  Statement taxes_;
  Statement allowances_;
};

}  // namespace latido::db
