#include "db/read_model.h"

#include "comandos/domain/state.h"
#include "db/keys.h"

#include <variant>

namespace latido::db {

// Every insert says OR ROLLBACK: what breaks a constraint takes the turn with it. It also spares
// SQLite the journal that undoing a single statement would need.
ReadModel::ReadModel(Connection& db)
    : db_(db),
      ledger_(db),
      insert_customer_(db,
                       "INSERT OR ROLLBACK INTO customer (customer_key, customer_id, name, tax_id, "
                       "street, city, "
                       "postal_code, country) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_series_(db,
                     "INSERT OR ROLLBACK INTO series (series_key, series, prefix, digits, "
                     "first_number, last_number, "
                     "next_number, valid_from, valid_to, last_issue_date, authorization) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      find_customer_(
          db,
          "SELECT customer_key, name, tax_id, street, city, postal_code, country FROM customer "
          "WHERE tenant_id = ? AND customer_id = ?"),
      find_series_(db, "SELECT series_key FROM series WHERE tenant_id = ? AND series = ?"),
      insert_line_(db,
                   "INSERT OR ROLLBACK INTO document_line (document_key, line_no, name, quantity, "
                   "unit_code, unit_price, "
                   "base_quantity, category, rate, amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_tax_(
          db,
          "INSERT OR ROLLBACK INTO document_tax (document_key, category, rate, base, amount) "
          "VALUES (?, ?, ?, ?, ?)"),
      insert_allowance_(db,
                        "INSERT OR ROLLBACK INTO document_allowance (document_key, line_no, "
                        "ordinal, charge, amount, "
                        "reason, category, rate) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_document_(db,
                       "INSERT OR ROLLBACK INTO document (document_key, series_key, sequence, "
                       "number, customer_key, "
                       "issue_date, due_date, currency, line_total, allowance_total, charge_total, "
                       "tax_total, prepaid, "
                       "rounding, payable, paid, status, reference, note) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"),
      void_document_(
          db, "UPDATE OR ROLLBACK document SET status = 3 WHERE document_key = ? AND status = 1"),
      document_currency_(db, "SELECT currency FROM document WHERE document_key = ?"),
      insert_payment_(db,
                      "INSERT OR ROLLBACK INTO payment (payment_key, document_key, amount, "
                      "received_date, reference, "
                      "method) VALUES (?, ?, ?, ?, nullif(?, ''), ?)") {}

void ReadModel::apply(std::int64_t key, const domain::Event& event) {
  std::visit([&](const auto& one) { apply_one(key, one); }, event);
}

void ReadModel::apply_one(std::int64_t key, const domain::CustomerCreated& event) {
  const auto& c = event.customer;
  insert_customer_.run(key,
                       c.customer_id,
                       c.name,
                       c.tax_id,
                       c.address.street,
                       c.address.city,
                       c.address.postal_code,
                       c.address.country);
}

void ReadModel::apply_one(std::int64_t key, const domain::SeriesCreated& event) {
  insert_series_.run(key,
                     event.series,
                     event.prefix,
                     event.digits,
                     event.first_number,
                     event.last_number,
                     event.first_number,
                     event.valid_from.days,
                     event.valid_to.days,
                     kNoFirstDate.days,
                     event.authorization);
}

void ReadModel::apply_one(std::int64_t key, const domain::InvoiceIssued& event) {
  const auto& i = event.invoice;
  const auto& t = i.totals;
  insert_lines(key, i);
  insert_allowances(key, 0, i.allowances_charges);
  for (const auto& group : i.taxes) {
    insert_tax_.run(key,
                    static_cast<int>(group.tax.category),
                    group.tax.rate.millionths,
                    group.base,
                    group.amount);
  }
  const auto status = t.payable() == 0 ? domain::InvoiceStatus::paid : domain::InvoiceStatus::open;
  insert_document_.run(key,
                       series_key(tenant_of(key), i.series),
                       i.sequence,
                       i.number,
                       customer_as_issued(tenant_of(key), i.customer),
                       i.issue_date.days,
                       i.due_date.days,
                       i.currency.text(),
                       t.line_total,
                       t.allowance_total,
                       t.charge_total,
                       t.tax_total,
                       t.prepaid,
                       t.rounding,
                       t.payable(),
                       static_cast<int>(status),
                       i.reference,
                       i.note);
  ledger_.post_issue(key, i.currency.text(), t);
}

void ReadModel::insert_lines(std::int64_t key, const domain::Invoice& invoice) {
  std::int64_t line_no = 0;
  for (const auto& line : invoice.lines) {
    ++line_no;
    insert_line_.run(key,
                     line_no,
                     line.name,
                     line.quantity.nano,
                     line.unit_code,
                     line.unit_price.nano,
                     line.base_quantity.nano,
                     static_cast<int>(line.tax.category),
                     line.tax.rate.millionths,
                     line.amount);
    insert_allowances(key, line_no, line.allowances_charges);
  }
}

void ReadModel::insert_allowances(std::int64_t key,
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

// The document points at the customer's row instead of copying it, so what was issued must be what
// is there.
std::int64_t ReadModel::customer_as_issued(TenantId tenant, const domain::Customer& customer) {
  auto row = find_customer_.query(tenant, customer.customer_id);
  if (!row.next()) throw BrokenPromise("an invoice for a customer that is not there");
  const auto& a = customer.address;
  if (row.bytes(1) != customer.name || row.bytes(2) != customer.tax_id ||
      row.bytes(3) != a.street || row.bytes(4) != a.city || row.bytes(5) != a.postal_code ||
      row.bytes(6) != a.country) {
    throw BrokenPromise("an invoice that shows its customer other than the customer is");
  }
  return row.integer(0);
}

std::int64_t ReadModel::series_key(TenantId tenant, std::string_view series) {
  auto row = find_series_.query(tenant, series);
  if (!row.next()) throw BrokenPromise("an invoice in a series that is not there");
  return row.integer(0);
}

void ReadModel::apply_one(std::int64_t key, const domain::InvoiceVoided& event) {
  if (!is_position(event.invoice)) throw BrokenPromise("a void of no invoice");
  const auto document = make_key(tenant_of(key), event.invoice);
  void_document_.run(document);
  if (db_.changed_rows() != 1) throw BrokenPromise("only an open document can be paid or voided");
  ledger_.post_void(key, document);
}

void ReadModel::apply_one(std::int64_t key, const domain::PaymentRecorded& event) {
  if (!is_position(event.invoice)) throw BrokenPromise("a payment of no invoice");
  const auto document = make_key(tenant_of(key), event.invoice);
  {
    auto row = document_currency_.query(document);
    if (!row.next() || row.bytes(0) != event.currency.text()) {
      throw BrokenPromise("a payment in another currency than its invoice");
    }
  }
  insert_payment_.run(
      key, document, event.amount, event.received_date.days, event.reference, event.method);
  ledger_.post_payment(key, event.currency.text(), event.amount);
}

}  // namespace latido::db
