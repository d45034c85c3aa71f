#pragma once

#include "common/money/currency.h"

#include <cstddef>
#include <cstdint>

namespace latido::domain {

// Far above any real amount.
inline constexpr Minor kMaxTotal = 1'000'000'000'000'000;

// The most that a tenant's account may hold in a currency, either way, for an invoice, a payment or
// an adjustment to add to the books. Each moves a balance by 2 x kMaxTotal at the most. All else
// only moves money between accounts, or takes it out: no balance can come to more than about twelve
// times this by that, and no sum of balances beyond 64 bits.
inline constexpr Minor kMaxBalance = 100 * kMaxTotal;

// Bytes that the names of a document's lines may have together, where each line counts for
// kBytesOfALine besides: what is longer could be issued and then be too long for any answer that
// shows it. (Its export may still be: XML is longer.) A request that writes its lines out is
// shorter than that in any case; one that takes them from the catalogue may not be.
inline constexpr std::size_t kMaxLineText = 64 * 1024;
inline constexpr std::size_t kBytesOfALine = 32;

// How far ahead a document may be dated: a mistyped year would block its series for all the dates
// before.
inline constexpr std::int32_t kMaxDaysAhead = 366;

}  // namespace latido::domain
