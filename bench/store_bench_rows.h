#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The yardstick: the rows of an invoice put straight into SQLite. What is measured against it takes
// its keys, customers and reference from here too, so that both fill the same indexes alike.
namespace latido::bench {

inline constexpr int kLines = 5;
inline constexpr int kCustomers = 100;
inline const std::string kReference = "PO-1234";
inline constexpr std::size_t kPayloadBytes = 1000;  // about what an event of five lines takes
inline constexpr std::size_t kReplyBytes = 320;

// An idempotency key as the clients make them: the text of a UUID that grows with the number.
// Another for another run or number.
std::string bench_key(std::string_view run, std::uint64_t number);

// The customer, 1 to kCustomers, of the invoice with this number.
int bench_customer(std::uint64_t number);

// Inserts `count` invoices, `batch` to a transaction, by a bare loop of prepared statements into a
// store that has been made and holds its tenant, customers (positions 1 to 100) and series
// (position 101). `change` is SQL to run first: dropping a trigger or an index shows what it costs.
void insert_rows(const std::string& path, int count, int batch, const std::string& change);

}  // namespace latido::bench
