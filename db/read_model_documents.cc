#include "db/read_model_documents.h"

#include "comandos/domain/state.h"
#include "db/keys.h"
#include "db/rows.h"

namespace latido::db {

using domain::DocumentKind;
using domain::InvoiceStatus;

// Every insert says OR ROLLBACK: what breaks a constraint takes the turn with it. It also spares
// SQLite the journal that undoing a single statement would need.
DocumentWriter::DocumentWriter(ReadModelShared& shared)
    : shared_(shared),
      insert_line_(shared.db,
                   "INSERT OR ROLLBACK INTO document_line (document_key, line_no, name, quantity, "
                   "unit_code, unit_price, base_quantity, category, rate, amount, price_id, "
                   "tax_code, of_line, of_quantity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                   "nullif(?, ''), nullif(?, ''), nullif(?, 0), nullif(?, 0))"),
      insert_tax_(
          shared.db,
          "INSERT OR ROLLBACK INTO document_tax (document_key, category, rate, base, amount) "
          "VALUES (?, ?, ?, ?, ?)"),
      insert_allowance_(shared.db,
                        "INSERT OR ROLLBACK INTO document_allowance (document_key, line_no, "
                        "ordinal, charge, amount, reason, category, rate) VALUES (?, ?, ?, ?, ?, "
                        "?, ?, ?)"),
      insert_document_(shared.db,
                       "INSERT OR ROLLBACK INTO document (document_key, kind, series_key, "
                       "sequence, number, customer_key, customer_version, issue_date, due_date, "
                       "currency, line_total, allowance_total, charge_total, tax_total, prepaid, "
                       "rounding, payable, credited, status, rounding_profile, invoice_key, "
                       "reference, note, paid, changed_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                       "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, 0, 0)"),
      customer_version_(shared.db,
                        "SELECT c.customer_key, v.name, v.tax_id, v.street, v.city, "
                        "v.postal_code, v.country FROM customer c CROSS JOIN customer_version v ON "
                        "v.customer_key = c.customer_key AND v.version = ?3 WHERE c.tenant_id = "
                        "?1 AND c.customer_id = ?2"),
      use_tax_code_(shared.db,
                    "UPDATE OR ROLLBACK tax_code SET last_used = ?3 WHERE tenant_id = ?1 AND "
                    "tax_code = ?2 AND last_used < ?3"),
      issue_draft_(
          shared.db,
          "UPDATE OR ROLLBACK draft SET status = 3, version = version + 1 WHERE draft_key = ?"),
      credit_invoice_(shared.db,
                      "UPDATE OR ROLLBACK document SET credited = credited + ?2, changed_key = ?3, "
                      "status = CASE WHEN paid + credited + ?2 = payable THEN 2 ELSE status END "
                      "WHERE document_key = ?1"),
      due_date_(shared.db, "SELECT due_date FROM document WHERE document_key = ?") {}

void DocumentWriter::apply(Moment when, const domain::InvoiceIssued& event) {
  const auto& i = event.invoice;
  const auto tenant = tenant_of(when.key);
  const auto customer = customer_as_issued(tenant, i);
  insert(when.key, i, {.customer_key = customer, .note = i.note, .of_lines = {}});
  Posting(shared_.ledger, when, i.currency.text()).issue(i.totals);
  shared_.accounts.add_due(
      {.customer_key = customer, .currency = i.currency.text(), .due_date = i.due_date.days},
      i.totals.payable());
  shared_.accounts.add_document(customer, i.currency.text(), i.issue_date.days, i.totals.payable());
  use_tax_codes(tenant, i);
  if (i.draft != 0) issue_draft(when, key_of(when.key, i.draft));
}

// All of it comes off the receivables; what the invoice does not need becomes the customer's
// credit.
void DocumentWriter::apply(Moment when, const domain::CreditNoteIssued& event) {
  const auto& d = event.note.document;
  const auto invoice_key = key_of(when.key, event.note.invoice);
  const auto customer = customer_as_issued(tenant_of(when.key), d);
  insert(when.key,
         d,
         {.kind = DocumentKind::credit_note,
          .customer_key = customer,
          .invoice_key = invoice_key,
          .credited = event.note.applied,
          .note = event.note.reason,
          .of_lines = event.note.of_lines});
  credit_invoice(when, invoice_key, event.note.applied);
  Posting posting(shared_.ledger, when, d.currency.text());
  posting.credit_note(d.totals);
  const Minor surplus = d.totals.payable() - event.note.applied;
  posting.transfer(Account::receivable, Account::customer_credit, surplus);
  shared_.accounts.add_credit(customer, d.currency.text(), surplus);
  shared_.accounts.add_document(
      customer, d.currency.text(), d.issue_date.days, -d.totals.payable());
  auto due = due_date_.query(invoice_key);
  if (!due.next()) throw BrokenPromise("a credit note of no invoice");
  shared_.accounts.add_due({.customer_key = customer,
                            .currency = d.currency.text(),
                            .due_date = static_cast<std::int32_t>(due.integer(0))},
                           -event.note.applied);
}

void DocumentWriter::insert(std::int64_t key, const domain::Invoice& document, const Place& place) {
  insert_lines(key, document, place.of_lines);
  insert_allowances(key, 0, document.allowances_charges);
  insert_taxes(key, document.taxes);
  insert_document(key, document, place);
}

void DocumentWriter::insert_document(std::int64_t key,
                                     const domain::Invoice& document,
                                     const Place& place) {
  const auto& t = document.totals;
  auto status = t.payable() == 0 ? InvoiceStatus::paid : InvoiceStatus::open;
  if (place.kind == DocumentKind::credit_note) status = InvoiceStatus::issued;
  insert_document_.run(key,
                       stored_kind(place.kind),
                       shared_.keys.series(tenant_of(key), document.series),
                       document.sequence,
                       document.number,
                       place.customer_key,
                       document.customer_version,
                       document.issue_date.days,
                       document.due_date.days,
                       document.currency.text(),
                       t.line_total,
                       t.allowance_total,
                       t.charge_total,
                       t.tax_total,
                       t.prepaid,
                       t.rounding,
                       t.payable(),
                       place.credited,
                       static_cast<int>(status),
                       static_cast<int>(document.rounding_profile),
                       place.invoice_key,
                       document.reference,
                       place.note);
}

void DocumentWriter::insert_lines(std::int64_t key,
                                  const domain::Invoice& document,
                                  const std::vector<domain::OfLine>& of_lines) {
  for (std::size_t at = 0; at < document.lines.size(); ++at) {
    const auto& line = document.lines[at];
    const auto of = at < of_lines.size() ? of_lines[at] : domain::OfLine{};
    const auto line_no = static_cast<std::int64_t>(at) + 1;
    insert_line_.run(key,
                     line_no,
                     line.name,
                     line.quantity.nano,
                     line.unit_code,
                     line.unit_price.nano,
                     line.base_quantity.nano,
                     static_cast<int>(line.tax.category),
                     line.tax.rate.millionths,
                     line.amount,
                     line.price_id,
                     line.tax_code,
                     of.line,
                     of.quantity.nano);
    insert_allowances(key, line_no, line.allowances_charges);
  }
}

void DocumentWriter::insert_taxes(std::int64_t key, const std::vector<domain::TaxGroup>& taxes) {
  for (const auto& group : taxes) {
    insert_tax_.run(key,
                    static_cast<int>(group.tax.category),
                    group.tax.rate.millionths,
                    group.base,
                    group.amount);
  }
}

void DocumentWriter::insert_allowances(std::int64_t key,
                                       std::int64_t line_no,
                                       const std::vector<domain::AllowanceCharge>& list) {
  int ordinal = 0;
  for (const auto& a : list) {
    insert_allowance_.run(key,
                          line_no,
                          ++ordinal,
                          a.charge ? 1 : 0,
                          a.amount,
                          a.reason,
                          static_cast<int>(a.tax.category),
                          a.tax.rate.millionths);
  }
}

// The document points at a version of its customer instead of copying it, so what was issued must
// be what is there.
std::int64_t DocumentWriter::customer_as_issued(TenantId tenant, const domain::Invoice& document) {
  const auto& customer = document.customer;
  auto row = customer_version_.query(tenant, customer.customer_id, document.customer_version);
  if (!row.next()) throw BrokenPromise("a document for a customer or version that is not there");
  const auto& a = customer.address;
  if (row.bytes(1) != customer.name || row.bytes(2) != customer.tax_id ||
      row.bytes(3) != a.street || row.bytes(4) != a.city || row.bytes(5) != a.postal_code ||
      row.bytes(6) != a.country) {
    throw BrokenPromise("a document that shows its customer other than the customer is");
  }
  return row.integer(0);
}

// Lines of the same code stand together more often than not; the others find the row as it should
// be.
void DocumentWriter::use_tax_codes(TenantId tenant, const domain::Invoice& invoice) {
  std::string_view last;
  for (const auto& line : invoice.lines) {
    if (line.tax_code == last) continue;
    last = line.tax_code;
    if (!last.empty()) use_tax_code_.run(tenant, last, invoice.issue_date.days);
  }
}

void DocumentWriter::issue_draft(Moment when, std::int64_t draft) {
  issue_draft_.run(draft);
  shared_.require_changed("an invoice from no draft");
  shared_.add_trail(draft, when);
}

void DocumentWriter::credit_invoice(Moment when, std::int64_t invoice_key, Minor applied) {
  credit_invoice_.run(invoice_key, applied, when.key);
  shared_.require_changed("a credit note of no invoice");
  shared_.add_trail(invoice_key, when);
}

}  // namespace latido::db
