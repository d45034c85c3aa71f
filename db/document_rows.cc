#include "db/document_rows.h"

#include "db/keys.h"
#include "db/rows.h"

namespace latido::db {
namespace {

domain::Totals read_totals(const Rows& row, int column) {
  return {.line_total = row.integer(column),
          .allowance_total = row.integer(column + 1),
          .charge_total = row.integer(column + 2),
          .tax_total = row.integer(column + 3),
          .prepaid = row.integer(column + 4),
          .rounding = row.integer(column + 5)};
}

DocumentRows read_document(const Rows& row) {
  DocumentRows rows;
  rows.key = row.integer(0);
  auto& i = rows.document;
  i.series = row.text(1);
  i.sequence = row.integer(2);
  i.number = row.text(3);
  i.issue_date = read_date(row, 4);
  i.due_date = read_date(row, 5);
  i.currency = read_currency(row, 6);
  i.totals = read_totals(row, 7);
  i.reference = row.text(13);
  i.note = row.text(14);
  i.rounding_profile = static_cast<domain::RoundingProfile>(row.integer(15));
  i.customer = {.customer_id = row.text(16),
                .name = row.text(17),
                .tax_id = row.text(18),
                .address = read_address(row, 19)};
  i.customer_version = static_cast<std::uint32_t>(row.integer(23));
  rows.kind = read_kind(row, 24);
  rows.status = static_cast<domain::InvoiceStatus>(row.integer(25));
  rows.paid = row.integer(26);
  rows.credited = row.integer(27);
  rows.changed_key = row.integer(28);
  rows.invoice_key = row.integer(29);
  return rows;
}

}  // namespace

domain::InvoiceState DocumentRows::state() const {
  return {.id = position_of(key),
          .number = document.number,
          .status = status,
          .customer_id = document.customer.customer_id,
          .currency = document.currency,
          .issue_date = document.issue_date,
          .payable = document.totals.payable(),
          .paid = paid,
          .credited = credited};
}

DocumentReader::DocumentReader(Connection& db)
    : document_(
          db,
          "SELECT d.document_key, s.series, d.sequence, d.number, d.issue_date, d.due_date, "
          "d.currency, d.line_total, d.allowance_total, d.charge_total, d.tax_total, d.prepaid, "
          "d.rounding, d.reference, d.note, d.rounding_profile, c.customer_id, v.name, v.tax_id, "
          "v.street, v.city, v.postal_code, v.country, d.customer_version, d.kind, d.status, "
          "d.paid, d.credited, d.changed_key, d.invoice_key "
          "FROM document d CROSS JOIN series s ON s.series_key = d.series_key "
          "CROSS JOIN customer c ON c.customer_key = d.customer_key "
          "CROSS JOIN customer_version v ON v.customer_key = d.customer_key AND v.version = "
          "d.customer_version WHERE d.document_key = ?"),
      lines_(db,
             "SELECT line_no, name, quantity, unit_code, unit_price, base_quantity, category, "
             "rate, amount, price_id, tax_code, of_line, of_quantity FROM document_line WHERE "
             "document_key = ? ORDER BY line_no"),
      taxes_(db,
             "SELECT category, rate, base, amount FROM document_tax WHERE document_key = ? ORDER "
             "BY category, rate"),
      allowances_(db,
                  "SELECT line_no, charge, amount, reason, category, rate FROM document_allowance "
                  "WHERE document_key = ? ORDER BY line_no, ordinal") {}

std::optional<DocumentRows> DocumentReader::read(std::int64_t document_key) {
  std::optional<DocumentRows> rows;
  {
    auto row = document_.query(document_key);
    if (!row.next()) return std::nullopt;
    rows = read_document(row);
  }
  read_lines(*rows);
  read_taxes(*rows);
  read_allowances(*rows);
  return rows;
}

void DocumentReader::read_lines(DocumentRows& into) {
  auto row = lines_.query(into.key);
  while (row.next()) {
    into.document.lines.push_back({.name = row.text(1),
                                   .quantity = Decimal{row.integer(2)},
                                   .unit_code = row.text(3),
                                   .unit_price = Decimal{row.integer(4)},
                                   .base_quantity = Decimal{row.integer(5)},
                                   .tax = read_tax(row, 6),
                                   .allowances_charges = {},
                                   .amount = row.integer(8),
                                   .price_id = row.text(9),
                                   .tax_code = row.text(10)});
    if (into.kind == domain::DocumentKind::credit_note) {
      into.of_lines.push_back(
          {static_cast<std::uint16_t>(row.integer(11)), Decimal{row.integer(12)}});
    }
  }
}

void DocumentReader::read_taxes(DocumentRows& into) {
  auto row = taxes_.query(into.key);
  while (row.next()) {
    into.document.taxes.push_back(
        {.tax = read_tax(row, 0), .base = row.integer(2), .amount = row.integer(3)});
  }
}

void DocumentReader::read_allowances(DocumentRows& into) {
  auto row = allowances_.query(into.key);
  while (row.next()) {
    const auto line_no = static_cast<std::size_t>(row.integer(0));
    auto& list = line_no == 0 ? into.document.allowances_charges
                              : into.document.lines.at(line_no - 1).allowances_charges;
    list.push_back({.charge = row.integer(1) != 0,
                    .amount = row.integer(2),
                    .reason = row.text(3),
                    .tax = read_tax(row, 4)});
  }
}

}  // namespace latido::db
