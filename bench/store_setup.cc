#include "bench/store_setup.h"

#include "bench/store_bench_rows.h"
#include "db/store.h"

#include <filesystem>

namespace latido::bench {

using namespace domain;

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};
constexpr Tax kNormal{TaxCategory::s, Rate{190000}};
constexpr Tax kReduced{TaxCategory::s, Rate{70000}};

Customer customer(int number) {
  return {.customer_id = "C" + std::to_string(number),
          .name = "Example Trading Company Limited",
          .tax_id = "DE123456789",
          .address = {.street = "1 High Street",
                      .city = "Springfield",
                      .postal_code = "12345",
                      .country = "DE"}};
}

Invoice invoice(std::int64_t sequence, const Customer& to) {
  Invoice i;
  i.series = "S";
  i.sequence = sequence;
  i.customer = to;
  i.issue_date = Date{20000};
  i.due_date = Date{20030};
  i.currency = kEuro;
  const auto digits = std::to_string(sequence);
  i.number = "INV-" + std::string(8 - digits.size(), '0') + digits;
  for (int n = 0; n < kLines; ++n) {
    i.lines.push_back({.name = "Consulting hours",
                       .quantity = Decimal{2'000'000'000},
                       .unit_code = "HUR",
                       .unit_price = Decimal{50'000'000'000},
                       .tax = n < 3 ? kNormal : kReduced,
                       .allowances_charges = {},
                       .amount = 10000,
                       .price_id = "",
                       .tax_code = ""});
  }
  i.taxes = {{kReduced, 20000, 1400}, {kNormal, 30000, 5700}};
  i.totals = {.line_total = 50000, .tax_total = 7100};
  i.reference = kReference;
  return i;
}

void remove_store(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", ".writer"}) std::filesystem::remove(path + suffix);
}

void make_store(const std::string& path) {
  remove_store(path);
  db::WriteStore store({path});
  store.begin(kRecordedAtUnixMs);
  const auto tenant = store.intern_tenant("bench");
  for (int n = 1; n <= kCustomers; ++n)
    store.append(tenant, CustomerCreated{customer(n)}, "payload", kRecordedAtUnixMs);
  store.append(tenant,
               SeriesCreated{.series = "S",
                             .prefix = "INV-",
                             .last_number = 99'999'999,
                             .digits = 8,
                             .authorization = ""},
               "payload",
               kRecordedAtUnixMs);
  // The first invoice opens the accounts, so that the bare loop finds them.
  store.append(tenant,
               InvoiceIssued{invoice(1, customer(1))},
               std::string(kPayloadBytes, 'p'),
               kRecordedAtUnixMs);
  store.commit();
}

}  // namespace latido::bench
