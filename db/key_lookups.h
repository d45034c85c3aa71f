#pragma once

#include "db/sqlite.h"
#include "db/store.h"

#include <cstdint>
#include <string_view>

namespace latido::db {

// The keys of what events speak of by name. An event of something that is not there throws
// BrokenPromise.
class KeyLookups {
 public:
  explicit KeyLookups(Connection& db);

  std::int64_t customer(TenantId tenant, std::string_view customer_id);
  std::int64_t series(TenantId tenant, std::string_view series);
  std::int64_t product(TenantId tenant, std::string_view product_id);
  std::int64_t price(TenantId tenant, std::string_view price_id);
  std::int64_t tax_code(TenantId tenant, std::string_view tax_code);

 private:
  Statement customer_;
  Statement series_;
  Statement product_;
  Statement price_;
  Statement tax_code_;
};

}  // namespace latido::db
