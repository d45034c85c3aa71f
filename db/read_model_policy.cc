#include "db/read_model_policy.h"

#include "db/keys.h"

namespace latido::db {

PolicyRows::PolicyRows(ReadModelShared& shared)
    : shared_(shared),
      insert_seller_(shared.db,
                     "INSERT OR ROLLBACK INTO seller (seller_key, name, tax_id, street, city, "
                     "postal_code, country) VALUES (?, ?, ?, ?, ?, ?, ?)"),
      close_period_(shared.db,
                    "INSERT OR ROLLBACK INTO books (tenant_id, closed_through, rounding_profile, "
                    "void_forbidden) VALUES (?, ?, 0, 0) ON CONFLICT DO UPDATE SET closed_through "
                    "= excluded.closed_through"),
      set_policy_(shared.db,
                  "INSERT OR ROLLBACK INTO books (tenant_id, closed_through, rounding_profile, "
                  "void_forbidden) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET rounding_profile "
                  "= excluded.rounding_profile, void_forbidden = excluded.void_forbidden") {}

void PolicyRows::apply(Moment when, const domain::SellerSet& event) {
  const auto& s = event.seller;
  insert_seller_.run(when.key,
                     s.name,
                     s.tax_id,
                     s.address.street,
                     s.address.city,
                     s.address.postal_code,
                     s.address.country);
  add_trail(when);
}

void PolicyRows::apply(Moment when, const domain::PeriodClosed& event) {
  close_period_.run(tenant_of(when.key), event.through.days);
  add_trail(when);
}

void PolicyRows::apply(Moment when, const domain::PolicySet& event) {
  set_policy_.run(tenant_of(when.key),
                  kNoFirstDate.days,
                  static_cast<int>(event.policy.rounding_profile),
                  event.policy.void_forbidden ? 1 : 0);
  add_trail(when);
}

// That of the books themselves.
void PolicyRows::add_trail(Moment when) {
  shared_.add_trail(make_key(tenant_of(when.key), 0), when);
}

}  // namespace latido::db
