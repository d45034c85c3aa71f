#include "db/keys.h"
#include "db/reader_impl.h"

namespace latido::db {
namespace {

InvoiceView read_document(const Rows& row) {
  InvoiceView view;
  view.id = position_of(row.integer(0));
  auto& i = view.invoice;
  i.series = row.text(1);
  i.sequence = row.integer(2);
  i.number = row.text(3);
  i.issue_date = read_date(row, 4);
  i.due_date = read_date(row, 5);
  i.currency = read_currency(row, 6);
  i.totals = {.line_total = row.integer(7),
              .allowance_total = row.integer(8),
              .charge_total = row.integer(9),
              .tax_total = row.integer(10),
              .prepaid = row.integer(11),
              .rounding = row.integer(12)};
  i.reference = row.text(13);
  i.note = row.text(14);
  view.status = static_cast<domain::InvoiceStatus>(row.integer(15));
  view.paid = row.integer(16);
  view.due = view.status == domain::InvoiceStatus::open ? i.totals.payable() - view.paid : 0;
  i.customer = {.customer_id = row.text(17),
                .name = row.text(18),
                .tax_id = row.text(19),
                .address = {.street = row.text(20),
                            .city = row.text(21),
                            .postal_code = row.text(22),
                            .country = row.text(23)}};
  return view;
}

void read_lines(Statement& lines, std::int64_t key, domain::Invoice& invoice) {
  auto row = lines.query(key);
  while (row.next()) {
    invoice.lines.push_back({.name = row.text(1),
                             .quantity = Decimal{row.integer(2)},
                             .unit_code = row.text(3),
                             .unit_price = Decimal{row.integer(4)},
                             .base_quantity = Decimal{row.integer(5)},
                             .tax = read_tax(row, 6),
                             .allowances_charges = {},
                             .amount = row.integer(8),
                             .price_id = {},
                             .tax_code = {}});
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

}  // namespace

std::optional<InvoiceView> ReadStore::invoice_by_id(TenantId tenant, std::int64_t id) {
  if (!is_position(id)) return std::nullopt;
  const Snapshot snapshot(*this);
  std::optional<InvoiceView> view;
  {
    auto row = impl_->document.query(make_key(tenant, id));
    if (!row.next()) return std::nullopt;
    view = read_document(row);
  }
  const auto key = make_key(tenant, id);
  read_lines(impl_->lines, key, view->invoice);
  read_taxes(impl_->taxes, key, view->invoice);
  read_allowances(impl_->allowances, key, view->invoice);
  return view;
}

std::optional<InvoiceView> ReadStore::invoice_by_number(TenantId tenant, std::string_view number) {
  const Snapshot snapshot(*this);
  std::int64_t id = 0;
  {
    auto row = impl_->document_by_number.query(tenant, number);
    if (!row.next()) return std::nullopt;
    id = position_of(row.integer(0));
  }
  return invoice_by_id(tenant, id);
}

}  // namespace latido::db
