#include "db/key_lookups.h"

#include <string>

namespace latido::db {
namespace {

std::int64_t find(Statement& statement,
                  TenantId tenant,
                  std::string_view name,
                  std::string_view what) {
  auto row = statement.query(tenant, name);
  if (row.next()) return row.integer(0);
  throw BrokenPromise("an event of a " + std::string(what) + " that is not there");
}

}  // namespace

KeyLookups::KeyLookups(Connection& db)
    : customer_(db, "SELECT customer_key FROM customer WHERE tenant_id = ? AND customer_id = ?"),
      series_(db, "SELECT series_key FROM series WHERE tenant_id = ? AND series = ?"),
      product_(db, "SELECT product_key FROM product WHERE tenant_id = ? AND product_id = ?"),
      price_(db, "SELECT price_key FROM price WHERE tenant_id = ? AND price_id = ?"),
      tax_code_(db, "SELECT tax_code_key FROM tax_code WHERE tenant_id = ? AND tax_code = ?") {}

std::int64_t KeyLookups::customer(TenantId tenant, std::string_view customer_id) {
  return find(customer_, tenant, customer_id, "customer");
}

std::int64_t KeyLookups::series(TenantId tenant, std::string_view series) {
  return find(series_, tenant, series, "series");
}

std::int64_t KeyLookups::product(TenantId tenant, std::string_view product_id) {
  return find(product_, tenant, product_id, "product");
}

std::int64_t KeyLookups::price(TenantId tenant, std::string_view price_id) {
  return find(price_, tenant, price_id, "price");
}

std::int64_t KeyLookups::tax_code(TenantId tenant, std::string_view tax_code) {
  return find(tax_code_, tenant, tax_code, "tax code");
}

}  // namespace latido::db
