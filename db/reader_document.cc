#include "db/reader_impl.h"

#include <utility>

namespace latido::db {

using domain::DocumentKind;

DocumentStatements::DocumentStatements(Connection& db)
    : rows(db),
      by_number(db, "SELECT document_key FROM document WHERE tenant_id = ? AND number = ?"),
      by_reference(db,
                   "SELECT document_key FROM document WHERE tenant_id = ? AND reference = ? AND "
                   "reference <> '' AND kind = 1 AND document_key <= ? ORDER BY document_key DESC "
                   "LIMIT 1"),
      customer_key(db, "SELECT customer_key FROM document WHERE document_key = ?"),
      seller_before(db,
                    "SELECT name, tax_id, street, city, postal_code, country FROM seller WHERE "
                    "seller_key BETWEEN ? AND ? ORDER BY seller_key DESC LIMIT 1"),
      settlements(db,
                  "SELECT source_key, amount FROM allocation WHERE document_key = ? ORDER BY "
                  "source_key"),
      credit_notes(db,
                   "SELECT document_key FROM document WHERE invoice_key = ? ORDER BY document_key"),
      numbered(db,
               "SELECT document_key, series_key, issue_date, status, changed_key FROM document "
               "WHERE tenant_id = ? AND number = ?") {}

namespace {

DocumentView to_view(DocumentRows rows) {
  auto state = rows.state();
  return {.id = position_of(rows.key),
          .kind = rows.kind,
          .invoice = std::move(rows.document),
          .state = std::move(state),
          .changed = position_of(rows.changed_key),
          .credited_invoice = position_of(rows.invoice_key),
          .of_lines = std::move(rows.of_lines),
          .seller = {},
          .settlements = {},
          .credit_notes = {}};
}

std::int64_t customer_key_of(DocumentStatements& from, std::int64_t key) {
  auto row = from.customer_key.query(key);
  return row.next() ? row.integer(0) : 0;
}

// What the customer's credit paid has the customer's own key for its source.
void read_settlements(DocumentStatements& from, std::int64_t key, DocumentView& view) {
  const auto customer_key = customer_key_of(from, key);
  auto row = from.settlements.query(key);
  while (row.next()) {
    const auto source = row.integer(0);
    view.settlements.push_back({source == customer_key ? 0 : position_of(source), row.integer(1)});
  }
}

void read_credit_notes(DocumentStatements& from, std::int64_t key, DocumentView& view) {
  auto row = from.credit_notes.query(key);
  while (row.next()) view.credit_notes.push_back(position_of(row.integer(0)));
}

std::optional<domain::Seller> read_seller(DocumentStatements& from, std::int64_t key) {
  auto row = from.seller_before.query(make_key(tenant_of(key), 1), key);
  if (!row.next()) return std::nullopt;
  return domain::Seller{
      .name = row.text(0), .tax_id = row.text(1), .address = read_address(row, 2)};
}

std::optional<DocumentView> find(DocumentStatements& from, std::int64_t key, DocumentKind kind) {
  auto rows = from.rows.read(key);
  if (!rows || rows->kind != kind) return std::nullopt;
  auto view = to_view(*std::move(rows));
  view.seller = read_seller(from, key);
  if (kind == DocumentKind::invoice) {
    read_settlements(from, key, view);
    read_credit_notes(from, key, view);
  }
  return view;
}

std::optional<DocumentView> find_numbered(DocumentStatements& from,
                                          TenantId tenant,
                                          std::string_view number,
                                          DocumentKind kind) {
  std::int64_t key = 0;
  {
    auto row = from.by_number.query(tenant, number);
    if (!row.next()) return std::nullopt;
    key = row.integer(0);
  }
  return find(from, key, kind);
}

}  // namespace

std::optional<DocumentView> ReadStore::invoice_by_id(TenantId tenant, std::int64_t id) {
  if (!is_position(id)) return std::nullopt;
  const Snapshot snapshot(*this);
  return find(impl_->documents, make_key(tenant, id), DocumentKind::invoice);
}

std::optional<DocumentView> ReadStore::credit_note_by_id(TenantId tenant, std::int64_t id) {
  if (!is_position(id)) return std::nullopt;
  const Snapshot snapshot(*this);
  return find(impl_->documents, make_key(tenant, id), DocumentKind::credit_note);
}

std::optional<DocumentView> ReadStore::invoice_by_number(TenantId tenant, std::string_view number) {
  const Snapshot snapshot(*this);
  return find_numbered(impl_->documents, tenant, number, DocumentKind::invoice);
}

std::optional<DocumentView> ReadStore::credit_note_by_number(TenantId tenant,
                                                             std::string_view number) {
  const Snapshot snapshot(*this);
  return find_numbered(impl_->documents, tenant, number, DocumentKind::credit_note);
}

std::optional<DocumentView> ReadStore::invoice_by_reference(TenantId tenant,
                                                            std::string_view reference,
                                                            std::int64_t through) {
  if (!is_position(through)) return std::nullopt;
  const Snapshot snapshot(*this);
  std::int64_t key = 0;
  {
    auto row = impl_->documents.by_reference.query(tenant, reference, make_key(tenant, through));
    if (!row.next()) return std::nullopt;
    key = row.integer(0);
  }
  return find(impl_->documents, key, DocumentKind::invoice);
}

std::optional<NumberedDocument> ReadStore::numbered(TenantId tenant, std::string_view number) {
  auto row = impl_->documents.numbered.query(tenant, number);
  if (!row.next()) return std::nullopt;
  return NumberedDocument{.id = position_of(row.integer(0)),
                          .series = position_of(row.integer(1)),
                          .issue_date = read_date(row, 2),
                          .status = static_cast<domain::InvoiceStatus>(row.integer(3)),
                          .changed = position_of(row.integer(4))};
}

}  // namespace latido::db
