#include "common/money/allocate.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

namespace latido {
namespace {

struct Share {
  Int128 floor = 0;
  Int128 rest = 0;  // 0 or more, below the unit
};

Share share_of(Int128 value, Int128 unit) {
  Share share{value / unit, value % unit};
  if (share.rest < 0) {
    share.rest += unit;
    --share.floor;
  }
  return share;
}

// The shares' places, those with the largest rest first.
std::vector<std::size_t> by_rest(const std::vector<Share>& shares) {
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return shares[a].rest > shares[b].rest;
  });
  return order;
}

std::vector<Int128> spread(const std::vector<Int128>& values, Int128 unit, Int128 total) {
  assert(unit > 0);
  std::vector<Share> shares;
  shares.reserve(values.size());
  Int128 missing = total;
  for (const auto value : values) {
    shares.push_back(share_of(value, unit));
    missing -= shares.back().floor;
  }
  assert(missing >= 0 && missing <= static_cast<Int128>(values.size()));
  for (const auto place : by_rest(shares)) {
    if (missing-- <= 0) break;
    ++shares[place].floor;
  }
  std::vector<Int128> parts;
  parts.reserve(shares.size());
  for (const auto& share : shares) parts.push_back(share.floor);
  return parts;
}

}  // namespace

std::vector<std::int64_t> round_to_total(const std::vector<Int128>& values,
                                         Int128 unit,
                                         std::int64_t total) {
  std::vector<std::int64_t> parts;
  parts.reserve(values.size());
  for (const auto part : spread(values, unit, total)) {
    parts.push_back(static_cast<std::int64_t>(part));
  }
  return parts;
}

std::vector<std::int64_t> allocate(std::int64_t whole, const std::vector<std::int64_t>& weights) {
  assert(!weights.empty());
  const Int128 sum = std::accumulate(weights.begin(), weights.end(), Int128{0});
  const bool equal = sum == 0;
  // A negative whole is shared like its opposite, so that taking back undoes giving.
  const Int128 size = whole < 0 ? -Int128{whole} : Int128{whole};
  std::vector<Int128> values;
  values.reserve(weights.size());
  for (const auto weight : weights) {
    assert(weight >= 0);
    values.push_back(size * (equal ? 1 : weight));
  }
  std::vector<std::int64_t> parts;
  parts.reserve(weights.size());
  for (const auto part : spread(values, equal ? static_cast<Int128>(weights.size()) : sum, size)) {
    parts.push_back(static_cast<std::int64_t>(whole < 0 ? -part : part));
  }
  return parts;
}

}  // namespace latido
