#include "db/read_model_catalogue.h"

#include "db/keys.h"

namespace latido::db {

CatalogueRows::CatalogueRows(ReadModelShared& shared)
    : shared_(shared),
      insert_product_(shared.db,
                      "INSERT OR ROLLBACK INTO product (product_key, product_id, name, unit_code, "
                      "archived) VALUES (?, ?, ?, ?, 0)"),
      archive_product_(shared.db,
                       "UPDATE OR ROLLBACK product SET archived = 1 WHERE product_key = ?"),
      insert_price_(shared.db,
                    "INSERT OR ROLLBACK INTO price (price_key, price_id, product_key, currency, "
                    "unit_price, base_quantity, tax_code, archived) VALUES (?, ?, ?, ?, ?, ?, ?, "
                    "0)"),
      archive_price_(shared.db, "UPDATE OR ROLLBACK price SET archived = 1 WHERE price_key = ?"),
      insert_tax_code_(shared.db,
                       "INSERT OR IGNORE INTO tax_code (tax_code_key, tax_code, retired_after, "
                       "last_used) VALUES (?, ?, ?, ?)"),
      insert_tax_rate_(shared.db,
                       "INSERT OR ROLLBACK INTO tax_rate (tax_code_key, valid_from, category, "
                       "rate) VALUES (?, ?, ?, ?)"),
      retire_tax_code_(
          shared.db, "UPDATE OR ROLLBACK tax_code SET retired_after = ? WHERE tax_code_key = ?") {}

void CatalogueRows::apply(Moment when, const domain::ProductCreated& event) {
  const auto& p = event.product;
  insert_product_.run(when.key, p.product_id, p.name, p.unit_code);
}

void CatalogueRows::apply(Moment when, const domain::ProductArchived& event) {
  const auto key = shared_.keys.product(tenant_of(when.key), event.product_id);
  archive_product_.run(key);
  shared_.add_trail(key, when);
}

void CatalogueRows::apply(Moment when, const domain::PriceCreated& event) {
  const auto& p = event.price;
  insert_price_.run(when.key,
                    p.price_id,
                    shared_.keys.product(tenant_of(when.key), p.product_id),
                    p.currency.text(),
                    p.unit_price.nano,
                    p.base_quantity.nano,
                    p.tax_code);
}

void CatalogueRows::apply(Moment when, const domain::PriceArchived& event) {
  const auto key = shared_.keys.price(tenant_of(when.key), event.price_id);
  archive_price_.run(key);
  shared_.add_trail(key, when);
}

void CatalogueRows::apply(Moment when, const domain::TaxRateDefined& event) {
  insert_tax_code_.run(when.key, event.tax_code, kNoLastDate.days, kNoFirstDate.days);
  const auto key = shared_.keys.tax_code(tenant_of(when.key), event.tax_code);
  insert_tax_rate_.run(
      key, event.valid_from.days, static_cast<int>(event.tax.category), event.tax.rate.millionths);
  if (key != when.key) shared_.add_trail(key, when);
}

void CatalogueRows::apply(Moment when, const domain::TaxRateRetired& event) {
  const auto key = shared_.keys.tax_code(tenant_of(when.key), event.tax_code);
  retire_tax_code_.run(event.valid_to.days, key);
  shared_.add_trail(key, when);
}

}  // namespace latido::db
