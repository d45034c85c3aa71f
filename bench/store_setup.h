#pragma once

#include "comandos/domain/document.h"

#include <cstdint>
#include <string>

// A store to measure on, and the invoice that is put into it: five lines, two taxes.
namespace latido::bench {

inline constexpr std::int64_t kRecordedAtUnixMs =
    20'000 * 86'400'000LL;  // the invoices' issue date

domain::Customer customer(int number);
domain::Invoice invoice(std::int64_t sequence, const domain::Customer& to);

// The store and all that lies beside it.
void remove_store(const std::string& path);
// A new store with its tenant, customers, series and first invoice (see store_bench_rows.h).
void make_store(const std::string& path);

}  // namespace latido::bench
