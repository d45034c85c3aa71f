#pragma once

#include "common/money/rounding.h"

#include <cstdint>
#include <vector>

// Largest remainder: parts that add up to the whole, each within one of its exact share. Where
// remainders are alike, the earlier part gets the odd one. Pure.
namespace latido {

// `whole` (of either sign) in proportion to the weights, none of which is negative; weights that
// are all 0 count as equal. There is at least one. 5 by [3, 7]: [2, 3].
std::vector<std::int64_t> allocate(std::int64_t whole, const std::vector<std::int64_t>& weights);

// Integers for values that are given in `unit`ths of one: each rounded down or up so that they add
// up to `total`, which is the rounded sum of the values. `unit` is above 0.
std::vector<std::int64_t> round_to_total(const std::vector<Int128>& values,
                                         Int128 unit,
                                         std::int64_t total);

}  // namespace latido
