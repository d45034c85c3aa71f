#include "comandos/domain/printed_number.h"
#include "db/reader_impl.h"

namespace latido::db {

using domain::DocumentKind;

DocumentStatements::DocumentStatements(Connection& db)
    : document(db,
               "SELECT d.document_key, d.kind, s.series, d.sequence, d.number, d.issue_date, "
               "d.due_date, d.currency, d.line_total, d.allowance_total, d.charge_total, "
               "d.tax_total, d.prepaid, d.rounding, d.payable, d.reference, d.note, d.status, "
               "d.paid, d.credited, d.changed_key, d.invoice_key, d.rounding_profile, "
               "d.customer_version, d.customer_key, c.customer_id, v.name, v.tax_id, v.street, "
               "v.city, v.postal_code, v.country FROM document d "
               "CROSS JOIN series s ON s.series_key = d.series_key "
               "CROSS JOIN customer c ON c.customer_key = d.customer_key "
               "CROSS JOIN customer_version v ON v.customer_key = d.customer_key "
               "AND v.version = d.customer_version WHERE d.document_key = ? AND d.kind = ?"),
      by_number(db, "SELECT document_key FROM document WHERE tenant_id = ? AND number = ?"),
      by_reference(db,
                   "SELECT document_key FROM document WHERE tenant_id = ? AND reference = ? AND "
                   "reference <> '' AND kind = 1 AND document_key <= ? ORDER BY document_key DESC "
                   "LIMIT 1"),
      lines(db,
            "SELECT line_no, name, quantity, unit_code, unit_price, base_quantity, category, rate, "
            "amount, price_id, tax_code, of_line FROM document_line WHERE document_key = ? "
            "ORDER BY line_no"),
      taxes(db,
            "SELECT category, rate, base, amount FROM document_tax WHERE document_key = ? ORDER BY "
            "category, rate"),
      allowances(db,
                 "SELECT line_no, charge, amount, reason, category, rate FROM document_allowance "
                 "WHERE document_key = ? ORDER BY line_no, ordinal"),
      seller_before(db,
                    "SELECT name, tax_id, street, city, postal_code, country FROM seller WHERE "
                    "seller_key BETWEEN ? AND ? ORDER BY seller_key DESC LIMIT 1"),
      settlements(db,
                  "SELECT source_key, amount FROM allocation WHERE document_key = ? ORDER BY "
                  "source_key"),
      credit_notes(db,
                   "SELECT document_key FROM document WHERE invoice_key = ? ORDER BY document_key"),
      numbered(db, "SELECT series_key, status FROM document WHERE tenant_id = ? AND number = ?") {}

namespace {

domain::Totals read_totals(const Rows& row, int column) {
  return {.line_total = row.integer(column),
          .allowance_total = row.integer(column + 1),
          .charge_total = row.integer(column + 2),
          .tax_total = row.integer(column + 3),
          .prepaid = row.integer(column + 4),
          .rounding = row.integer(column + 5)};
}

domain::Invoice read_head(const Rows& row) {
  domain::Invoice i;
  i.series = row.text(2);
  i.sequence = row.integer(3);
  i.number = row.text(4);
  i.issue_date = read_date(row, 5);
  i.due_date = read_date(row, 6);
  i.currency = read_currency(row, 7);
  i.totals = read_totals(row, 8);
  i.reference = row.text(15);
  i.note = row.text(16);
  i.rounding_profile = static_cast<domain::RoundingProfile>(row.integer(22));
  i.customer_version = static_cast<std::uint32_t>(row.integer(23));
  i.customer = {.customer_id = row.text(25),
                .name = row.text(26),
                .tax_id = row.text(27),
                .address = read_address(row, 28)};
  return i;
}

DocumentView read_document(const Rows& row) {
  DocumentView view;
  view.id = position_of(row.integer(0));
  view.kind = row.integer(1) == 2 ? DocumentKind::credit_note : DocumentKind::invoice;
  view.invoice = read_head(row);
  view.state = {.id = view.id,
                .number = view.invoice.number,
                .status = static_cast<domain::InvoiceStatus>(row.integer(17)),
                .customer_id = view.invoice.customer.customer_id,
                .currency = view.invoice.currency,
                .issue_date = view.invoice.issue_date,
                .payable = row.integer(14),
                .paid = row.integer(18),
                .credited = row.integer(19)};
  view.changed = position_of(row.integer(20));
  view.credited_invoice = position_of(row.integer(21));
  return view;
}

void read_lines(Statement& lines, std::int64_t key, DocumentView& view) {
  auto row = lines.query(key);
  while (row.next()) {
    view.invoice.lines.push_back({.name = row.text(1),
                                  .quantity = Decimal{row.integer(2)},
                                  .unit_code = row.text(3),
                                  .unit_price = Decimal{row.integer(4)},
                                  .base_quantity = Decimal{row.integer(5)},
                                  .tax = read_tax(row, 6),
                                  .allowances_charges = {},
                                  .amount = row.integer(8),
                                  .price_id = row.text(9),
                                  .tax_code = row.text(10)});
    if (view.kind == DocumentKind::credit_note)
      view.of_lines.push_back(static_cast<std::uint16_t>(row.integer(11)));
  }
}

void read_taxes(Statement& taxes, std::int64_t key, domain::Invoice& invoice) {
  auto row = taxes.query(key);
  while (row.next()) {
    invoice.taxes.push_back(
        {.tax = read_tax(row, 0), .base = row.integer(2), .amount = row.integer(3)});
  }
}

void read_allowances(Statement& allowances, std::int64_t key, domain::Invoice& invoice) {
  auto row = allowances.query(key);
  while (row.next()) {
    const auto line_no = static_cast<std::size_t>(row.integer(0));
    auto& list = line_no == 0 ? invoice.allowances_charges
                              : invoice.lines.at(line_no - 1).allowances_charges;
    list.push_back({.charge = row.integer(1) != 0,
                    .amount = row.integer(2),
                    .reason = row.text(3),
                    .tax = read_tax(row, 4)});
  }
}

// `customer_key`: the source of what the customer's credit paid.
void read_settlements(DocumentStatements& from,
                      std::int64_t key,
                      std::int64_t customer_key,
                      DocumentView& view) {
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
  DocumentView view;
  std::int64_t customer_key = 0;
  {
    auto row = from.document.query(key, kind == DocumentKind::invoice ? 1 : 2);
    if (!row.next()) return std::nullopt;
    view = read_document(row);
    customer_key = row.integer(24);
  }
  read_lines(from.lines, key, view);
  read_taxes(from.taxes, key, view.invoice);
  read_allowances(from.allowances, key, view.invoice);
  view.seller = read_seller(from, key);
  if (kind == DocumentKind::invoice) {
    read_settlements(from, key, customer_key, view);
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

GapReport ReadStore::gaps(TenantId tenant,
                          const domain::SeriesState& series,
                          std::int64_t first,
                          std::int64_t last) {
  const Snapshot snapshot(*this);
  GapReport report;
  const auto series_id = entity(tenant, Entity::series, series.series);
  for (auto number = first; number <= last && series_id; ++number) {
    const auto printed = domain::printed_number(series.prefix, series.digits, number);
    auto row = impl_->documents.numbered.query(tenant, printed);
    if (!row.next() || position_of(row.integer(0)) != *series_id) {
      report.missing.push_back(number);
    } else if (row.integer(1) == static_cast<int>(domain::InvoiceStatus::voided)) {
      report.voided.push_back(number);
    }
  }
  return report;
}

}  // namespace latido::db
