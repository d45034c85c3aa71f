#pragma once

#include "comandos/domain/state.h"
#include "db/sqlite.h"
#include "db/store.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace latido::db {

// How things stand in a read model: what decisions and replies look at. Things that have a position
// for a name are found by any number, and are not there where it is none.
class Standing {
 public:
  explicit Standing(Connection& db);

  std::optional<domain::InvoiceState> invoice(TenantId tenant, std::int64_t position);
  std::optional<domain::PaymentState> payment(TenantId tenant, std::int64_t position);
  Minor credit(TenantId tenant, std::string_view customer_id, Currency currency);
  // Of the tenant's accounts in the currency, whichever side it is on.
  Minor largest_balance(TenantId tenant, Currency currency);
  // 0: not there; here and below.
  std::uint32_t customer_version(TenantId tenant, std::string_view customer_id);
  std::uint32_t draft_version(TenantId tenant, std::int64_t position);

 private:
  Statement invoice_;
  Statement payment_;
  Statement allocations_;
  Statement credit_;
  Statement largest_balance_;
  Statement customer_version_;
  Statement draft_version_;
};

}  // namespace latido::db
