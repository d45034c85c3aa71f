#pragma once

#include "db/store.h"

#include <cstdint>

namespace latido::db::test {

// Positions of some of what write_lively_books() writes.
struct LivelyBooks {
  TenantId tenant = 0;
  std::int64_t invoice = 0;      // partly paid, partly credited, still open
  std::int64_t written_off = 0;  // uncollectible
  std::int64_t payment = 0;      // partly allocated, refunded
  std::int64_t credit_note = 0;
  std::int64_t draft = 0;  // issued
  std::int64_t draft_invoice = 0;
  std::int64_t tax_code = 0;
  std::int64_t product = 0;
  std::int64_t last = 0;
};

// A tenant's turn with every kind of event in it, over three days.
LivelyBooks write_lively_books(WriteStore& store);

}  // namespace latido::db::test
