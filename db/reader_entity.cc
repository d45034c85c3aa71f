#include "db/reader_impl.h"

namespace latido::db {

EntityStatements::EntityStatements(Connection& db)
    : document_kind(db, "SELECT kind FROM document WHERE document_key = ?"),
      payment(db, "SELECT 1 FROM payment WHERE payment_key = ?"),
      draft(db, "SELECT 1 FROM draft WHERE draft_key = ?"),
      customer(db, "SELECT customer_key FROM customer WHERE tenant_id = ? AND customer_id = ?"),
      series(db, "SELECT series_key FROM series WHERE tenant_id = ? AND series = ?"),
      product(db, "SELECT product_key FROM product WHERE tenant_id = ? AND product_id = ?"),
      price(db, "SELECT price_key FROM price WHERE tenant_id = ? AND price_id = ?"),
      tax_code(db, "SELECT tax_code_key FROM tax_code WHERE tenant_id = ? AND tax_code = ?") {}

std::optional<std::int64_t> ReadStore::entity(TenantId tenant, Entity kind, std::int64_t id) {
  if (!is_position(id)) return std::nullopt;
  auto& from = impl_->entities;
  const auto key = make_key(tenant, id);
  bool there = false;
  if (kind == Entity::payment) {
    there = from.payment.query(key).next();
  } else if (kind == Entity::draft) {
    there = from.draft.query(key).next();
  } else {
    auto row = from.document_kind.query(key);
    there = row.next() && (row.integer(0) == 2) == (kind == Entity::credit_note);
  }
  return there ? std::optional(id) : std::nullopt;
}

std::optional<std::int64_t> ReadStore::entity(TenantId tenant, Entity kind, std::string_view name) {
  auto& from = impl_->entities;
  auto& statement = kind == Entity::customer  ? from.customer
                    : kind == Entity::series  ? from.series
                    : kind == Entity::product ? from.product
                    : kind == Entity::price   ? from.price
                                              : from.tax_code;
  auto row = statement.query(tenant, name);
  if (!row.next()) return std::nullopt;
  return position_of(row.integer(0));
}

}  // namespace latido::db
