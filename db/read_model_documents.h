#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_shared.h"

#include <cstdint>
#include <vector>

namespace latido::db {

// Issued documents: invoices and credit notes.
class DocumentWriter {
 public:
  explicit DocumentWriter(ReadModelShared& shared);

  void apply(Moment when, const domain::InvoiceIssued& event);
  void apply(Moment when, const domain::CreditNoteIssued& event);

 private:
  // How a document lies among others.
  struct Place {
    domain::DocumentKind kind = domain::DocumentKind::invoice;
    std::int64_t customer_key = 0;
    std::int64_t invoice_key = 0;  // of a credit note
    Minor credited = 0;
    const std::string& note;
    const std::vector<domain::OfLine>& of_lines;
  };
  void insert(std::int64_t key, const domain::Invoice& document, const Place& place);
  void insert_document(std::int64_t key, const domain::Invoice& document, const Place& place);
  void insert_lines(std::int64_t key,
                    const domain::Invoice& document,
                    const std::vector<domain::OfLine>& of_lines);
  void insert_taxes(std::int64_t key, const std::vector<domain::TaxGroup>& taxes);
  void insert_allowances(std::int64_t key,
                         std::int64_t line_no,
                         const std::vector<domain::AllowanceCharge>& list);
  std::int64_t customer_as_issued(TenantId tenant, const domain::Invoice& document);
  void use_tax_codes(TenantId tenant, const domain::Invoice& invoice);
  void issue_draft(Moment when, std::int64_t draft);
  void credit_invoice(Moment when, std::int64_t invoice_key, Minor applied);

  ReadModelShared& shared_;
  Statement insert_line_;
  Statement insert_tax_;
  Statement insert_allowance_;
  Statement insert_document_;
  Statement customer_version_;
  Statement use_tax_code_;
  Statement issue_draft_;
  Statement credit_invoice_;
  Statement due_date_;
};

}  // namespace latido::db
