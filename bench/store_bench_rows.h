#pragma once

#include <cstdint>
#include <string>
#include <vector>

// The yardstick of store_bench: the rows of an invoice put straight into SQLite.
namespace latido::bench {

inline constexpr int kLines = 5;
inline constexpr int kCustomers = 100;
inline constexpr std::size_t kPayloadBytes = 1000;  // about what an event of five lines takes
inline constexpr std::size_t kReplyBytes = 320;

// 32 hex digits, the same for the same seed.
std::string bench_key(std::uint64_t number);

// Inserts `count` invoices, `batch` to a transaction, by a bare loop of prepared statements into a
// store that has been made and holds its tenant, customers (positions 1 to 100) and series
// (position 101). `change` is SQL to run first: dropping a trigger or an index shows what it costs.
void insert_rows(const std::string& path, int count, int batch, const std::string& change);

}  // namespace latido::bench
