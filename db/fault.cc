#include "db/fault.h"

#include "db/keys.h"

namespace latido::db {

std::string Fault::text() const {
  return place() + ": stored is " + stored + ", but it should be " + expected;
}

std::string Fault::place() const {
  return "table " + table + ", " + key + (column.empty() ? "" : ", " + column);
}

std::string show_key(Connection& store, std::int64_t key) {
  return show_tenant(store, tenant_of(key)) + "/" + std::to_string(position_of(key));
}

std::string show_tenant(Connection& store, std::int64_t tenant) {
  Statement name(store, "SELECT name FROM tenant WHERE tenant_id = ?");
  auto row = name.query(tenant);
  return row.next() ? row.text(0) : "no tenant " + std::to_string(tenant);
}

}  // namespace latido::db
