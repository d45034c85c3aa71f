#include "db/standing.h"

#include "db/keys.h"
#include "db/rows.h"

namespace latido::db {

Standing::Standing(Connection& db)
    : invoice_(db,
               "SELECT d.number, d.status, c.customer_id, d.currency, d.issue_date, d.payable, "
               "d.paid, d.credited FROM document d CROSS JOIN customer c ON c.customer_key = "
               "d.customer_key WHERE d.document_key = ? AND d.kind = 1"),
      payment_(db,
               "SELECT c.customer_id, p.currency, p.amount, p.refunded, p.reversed_key FROM "
               "payment p CROSS JOIN customer c ON c.customer_key = p.customer_key WHERE "
               "p.payment_key = ?"),
      allocations_(db,
                   "SELECT document_key, amount FROM allocation WHERE source_key = ? ORDER BY "
                   "document_key"),
      credit_(db,
              "SELECT k.amount FROM customer c CROSS JOIN customer_credit k ON k.customer_key = "
              "c.customer_key WHERE c.tenant_id = ? AND c.customer_id = ? AND k.currency = ?"),
      largest_balance_(db,
                       "SELECT max(abs(receivable), abs(revenue), abs(tax_payable), abs(cash), "
                       "abs(prepayment), abs(rounding), abs(customer_credit), abs(bad_debt), "
                       "abs(adjustment)) FROM account WHERE tenant_id = ? AND currency = ?"),
      customer_version_(db, "SELECT version FROM customer WHERE tenant_id = ? AND customer_id = ?"),
      draft_version_(db, "SELECT version FROM draft WHERE draft_key = ?") {}

std::optional<domain::InvoiceState> Standing::invoice(TenantId tenant, std::int64_t position) {
  if (!is_position(position)) return std::nullopt;
  auto row = invoice_.query(make_key(tenant, position));
  if (!row.next()) return std::nullopt;
  return domain::InvoiceState{.id = position,
                              .number = row.text(0),
                              .status = static_cast<domain::InvoiceStatus>(row.integer(1)),
                              .customer_id = row.text(2),
                              .currency = read_currency(row, 3),
                              .issue_date = read_date(row, 4),
                              .payable = row.integer(5),
                              .paid = row.integer(6),
                              .credited = row.integer(7)};
}

std::optional<domain::PaymentState> Standing::payment(TenantId tenant, std::int64_t position) {
  if (!is_position(position)) return std::nullopt;
  const auto key = make_key(tenant, position);
  auto row = payment_.query(key);
  if (!row.next()) return std::nullopt;
  domain::PaymentState state{.id = position,
                             .customer_id = row.text(0),
                             .currency = read_currency(row, 1),
                             .amount = row.integer(2),
                             .refunded = row.integer(3),
                             .reversed = row.integer(4) != 0,
                             .allocations = {}};
  for (auto paid = allocations_.query(key); paid.next();) {
    state.allocations.push_back(
        {.invoice = position_of(paid.integer(0)), .amount = paid.integer(1)});
  }
  return state;
}

Minor Standing::credit(TenantId tenant, std::string_view customer_id, Currency currency) {
  auto row = credit_.query(tenant, customer_id, currency.text());
  return row.next() ? row.integer(0) : 0;
}

Minor Standing::largest_balance(TenantId tenant, Currency currency) {
  auto row = largest_balance_.query(tenant, currency.text());
  return row.next() ? row.integer(0) : 0;
}

std::uint32_t Standing::customer_version(TenantId tenant, std::string_view customer_id) {
  auto row = customer_version_.query(tenant, customer_id);
  return row.next() ? static_cast<std::uint32_t>(row.integer(0)) : 0;
}

std::uint32_t Standing::draft_version(TenantId tenant, std::int64_t position) {
  if (!is_position(position)) return 0;
  auto row = draft_version_.query(make_key(tenant, position));
  return row.next() ? static_cast<std::uint32_t>(row.integer(0)) : 0;
}

}  // namespace latido::db
