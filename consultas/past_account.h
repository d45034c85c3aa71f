#pragma once

#include "consultas/trails.h"
#include "db/views.h"

#include <cstdint>
#include <vector>

// How a customer's account stood after the event at trails.through(). `customer`: its position.
// Refusals: TOO_LARGE.
namespace latido::consultas {

// What was due on its invoices. Several rows may be of one day.
Result<std::vector<db::Due>> dues_at(const Scope& scope, Trails& trails, std::int64_t customer);

// What moved the account since then.
Result<std::vector<db::Movement>> moved_since(const Scope& scope, std::int64_t customer);

// By currency code, as ReadStore::balances(), of scope.as_of.
Result<std::vector<db::CurrencyBalance>> balances_at(const Scope& scope,
                                                     const std::string& customer_id);

}  // namespace latido::consultas
