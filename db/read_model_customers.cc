#include "db/read_model_customers.h"

#include "db/keys.h"

namespace latido::db {

CustomerRows::CustomerRows(ReadModelShared& shared)
    : shared_(shared),
      insert_(shared.db,
              "INSERT OR ROLLBACK INTO customer (customer_key, customer_id, version, archived) "
              "VALUES (?, ?, 1, 0)"),
      insert_version_(shared.db,
                      "INSERT OR ROLLBACK INTO customer_version (customer_key, version, name, "
                      "tax_id, street, city, postal_code, country) VALUES (?, ?, ?, ?, ?, ?, ?, "
                      "?)"),
      copy_version_(shared.db,
                    "INSERT OR ROLLBACK INTO customer_version (customer_key, version, name, "
                    "tax_id, street, city, postal_code, country) SELECT customer_key, version + 1, "
                    "name, tax_id, street, city, postal_code, country FROM customer_version WHERE "
                    "customer_key = ? AND version = ?"),
      version_(shared.db, "SELECT version FROM customer WHERE customer_key = ?"),
      update_(shared.db,
              "UPDATE OR ROLLBACK customer SET version = ?2, archived = ?3 WHERE customer_key = "
              "?1") {}

void CustomerRows::apply(Moment when, const domain::CustomerCreated& event) {
  add_version(when.key, 1, event.customer);
  insert_.run(when.key, event.customer.customer_id);
}

void CustomerRows::apply(Moment when, const domain::CustomerUpdated& event) {
  const auto key = shared_.keys.customer(tenant_of(when.key), event.customer.customer_id);
  const auto version = next_version(key);
  add_version(key, version, event.customer);
  update_.run(key, version, 0);
  shared_.add_trail(key, when);
}

void CustomerRows::apply(Moment when, const domain::CustomerArchived& event) {
  const auto key = shared_.keys.customer(tenant_of(when.key), event.customer_id);
  const auto version = next_version(key);
  copy_version_.run(key, version - 1);
  update_.run(key, version, 1);
  shared_.add_trail(key, when);
}

void CustomerRows::add_version(std::int64_t customer_key,
                               std::int64_t version,
                               const domain::Customer& customer) {
  const auto& a = customer.address;
  insert_version_.run(customer_key,
                      version,
                      customer.name,
                      customer.tax_id,
                      a.street,
                      a.city,
                      a.postal_code,
                      a.country);
}

std::int64_t CustomerRows::next_version(std::int64_t customer_key) {
  auto row = version_.query(customer_key);
  return row.next() ? row.integer(0) + 1 : 1;
}

}  // namespace latido::db
