#include "db/reader_impl.h"

namespace latido::db {

PaymentStatements::PaymentStatements(Connection& db)
    : payment(db,
              "SELECT c.customer_id, p.currency, p.amount, p.refunded, p.reversed_key, "
              "p.received_date, p.reference, p.method FROM payment p CROSS JOIN customer c ON "
              "c.customer_key = p.customer_key WHERE p.payment_key = ?"),
      allocations(db,
                  "SELECT document_key, amount FROM allocation WHERE source_key = ? ORDER BY "
                  "document_key"),
      by_reference(db, "SELECT payment_key FROM payment WHERE tenant_id = ? AND reference = ?"),
      list(db,
           "SELECT payment_key FROM payment WHERE payment_key BETWEEN ? AND ? ORDER BY payment_key "
           "DESC LIMIT ?"),
      customer_list(db,
                    "SELECT payment_key FROM payment WHERE customer_key = ? AND payment_key "
                    "BETWEEN ? AND ? ORDER BY payment_key DESC LIMIT ?") {}

namespace {

std::vector<std::int64_t> ids_of(Rows row) {
  std::vector<std::int64_t> ids;
  while (row.next()) ids.push_back(position_of(row.integer(0)));
  return ids;
}

}  // namespace

std::optional<PaymentView> ReadStore::payment_by_id(TenantId tenant, std::int64_t id) {
  if (!is_position(id)) return std::nullopt;
  const Snapshot snapshot(*this);
  PaymentView view;
  {
    auto row = impl_->payments.payment.query(make_key(tenant, id));
    if (!row.next()) return std::nullopt;
    view = {.state = {.id = id,
                      .customer_id = row.text(0),
                      .currency = read_currency(row, 1),
                      .amount = row.integer(2),
                      .refunded = row.integer(3),
                      .reversed = row.integer(4) != 0,
                      .allocations = {}},
            .received_date = read_date(row, 5),
            .reference = row.text(6),
            .method = row.text(7)};
  }
  auto row = impl_->payments.allocations.query(make_key(tenant, id));
  while (row.next()) {
    view.state.allocations.push_back({position_of(row.integer(0)), row.integer(1)});
  }
  return view;
}

std::optional<PaymentView> ReadStore::payment_by_reference(TenantId tenant,
                                                           std::string_view reference) {
  const Snapshot snapshot(*this);
  std::int64_t id = 0;
  {
    auto row = impl_->payments.by_reference.query(tenant, reference);
    if (!row.next()) return std::nullopt;
    id = position_of(row.integer(0));
  }
  return payment_by_id(tenant, id);
}

std::vector<PaymentView> ReadStore::list_payments(TenantId tenant,
                                                  std::string_view customer_id,
                                                  const KeysetPage& page) {
  const Snapshot snapshot(*this);
  const auto first = make_key(tenant, 1);
  const auto last = last_key(tenant, page);
  std::vector<std::int64_t> ids;
  if (customer_id.empty()) {
    ids = ids_of(impl_->payments.list.query(first, last, page.limit));
  } else if (const auto key = impl_->customer_key(tenant, customer_id)) {
    ids = ids_of(impl_->payments.customer_list.query(*key, first, last, page.limit));
  }
  std::vector<PaymentView> views;
  views.reserve(ids.size());
  for (const auto id : ids) views.push_back(payment_by_id(tenant, id).value());
  return views;
}

}  // namespace latido::db
