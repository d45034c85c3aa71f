#pragma once

#include "common/money/currency.h"

#include <cstdint>

namespace latido::domain {

// Far above any real amount.
inline constexpr Minor kMaxTotal = 1'000'000'000'000'000;

// The most that a tenant's account may hold in a currency, either way, for an invoice, a payment or
// an adjustment to add to the books. Each moves a balance by 2 x kMaxTotal at the most. All else
// only moves money between accounts, or takes it out: no balance can come to more than about twelve
// times this by that, and no sum of balances beyond 64 bits.
inline constexpr Minor kMaxBalance = 100 * kMaxTotal;

// How far ahead a document may be dated: a mistyped year would block its series for all the dates
// before.
inline constexpr std::int32_t kMaxDaysAhead = 366;

}  // namespace latido::domain
