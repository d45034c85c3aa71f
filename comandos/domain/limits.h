#pragma once

#include "common/money/currency.h"

#include <cstdint>

namespace latido::domain {

// Far above any real amount, and far enough below 2^63 that a tenant's balances cannot overflow by
// accident.
inline constexpr Minor kMaxTotal = 1'000'000'000'000'000;

// How far ahead a document may be dated: a mistyped year would block its series for all the dates
// before.
inline constexpr std::int32_t kMaxDaysAhead = 366;

}  // namespace latido::domain
