#pragma once

#include <cstdint>
#include <string>

namespace latido::bench {

struct SeedOptions {
  std::string store;
  std::string tenant = "bench";
  std::int64_t invoices = 10'000;
  std::int64_t customers = 10;
};

// Fills a new store as the services would have: customers, a series B, and invoices of 5 lines and
// 2 taxes, decided and appended by the same code: one a day for each customer, those of nine days
// in ten paid 30 days later. The same options give the same books. Events without commands, so
// without replies: `latido verify --store` says so. No service may hold the store meanwhile.
void seed(const SeedOptions& options);

}  // namespace latido::bench
