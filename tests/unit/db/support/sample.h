#pragma once

#include "comandos/domain/events.h"
#include "db/reader.h"
#include "db/replay.h"
#include "db/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;

namespace latido::db::test {

inline constexpr Currency kEuro{{'E', 'U', 'R'}, 2};
inline constexpr Currency kYen{{'J', 'P', 'Y'}, 0};
inline constexpr std::int32_t kToday = 20'000;
inline constexpr std::int64_t kNow = std::int64_t{kToday} * 86'400'000;
inline constexpr domain::Tax kTax19{domain::TaxCategory::s, Rate{190'000}};

// A folder that goes with the object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] std::string file(std::string_view name = "store.latido") const;

 private:
  std::string path_;
};

// SQL past the store: what a bug, a person with a shell or a damaged disk might do, and what the
// tables hold.
class RawStore {
 public:
  explicit RawStore(const std::string& path);
  ~RawStore();
  RawStore(const RawStore&) = delete;
  RawStore& operator=(const RawStore&) = delete;

  std::string run(const std::string& sql);  // the error's text; empty where it worked
  std::int64_t integer(const std::string& sql);
  std::string text(const std::string& sql);
  sqlite3* handle() { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

domain::Customer customer(std::string_view id = "C1");
domain::SeriesCreated series(std::string_view name = "S",
                             std::string_view prefix = "A-",
                             domain::DocumentKind kind = domain::DocumentKind::invoice);

struct InvoiceParts {
  std::string_view customer_id = "C1";
  Minor net = 10'000;  // of one line; tax is 19 % of it, for amounts that need no rounding
  Currency currency = kEuro;
  Date issue_date{kToday};
  Minor prepaid = 0;
  Minor rounding = 0;
};

// The next invoice of that series: one line, one tax group; due after 30 days.
domain::Invoice invoice(const domain::SeriesState& series, const InvoiceParts& parts = {});

// One of everything that an invoice can hold: lines with and without allowances, several taxes,
// document level ones.
domain::Invoice rich_invoice(const domain::SeriesState& series);

// All that follow are within a turn.

// Stored in a form that decode() reads back, within this process.
std::int64_t append(WriteStore& store,
                    TenantId tenant,
                    const domain::Event& event,
                    std::int64_t recorded_at_unix_ms = kNow);
RecordedEvent decode(std::string_view payload);

std::int64_t issue(WriteStore& store, TenantId tenant, const InvoiceParts& parts = {});
// To that invoice, of its customer.
std::int64_t pay(WriteStore& store,
                 TenantId tenant,
                 std::int64_t invoice,
                 Minor amount,
                 std::string_view reference = "");
std::int64_t void_it(WriteStore& store, TenantId tenant, std::int64_t invoice);

struct NoteParts {
  std::int64_t invoice = 0;
  Minor net = 0;  // of its one line, which credits the invoice's first
  Minor applied = 0;
};
// In the series K, which open_credit_series() makes.
domain::CreditNote credit_note(WriteStore& store, TenantId tenant, const NoteParts& parts);
std::int64_t open_credit_series(WriteStore& store, TenantId tenant);

// A turn of its own: the tenant with customer C1 and series S.
TenantId open_books(WriteStore& store, std::string_view tenant = "acme");

// The first thing that is wrong with the ledger, or nothing.
std::optional<std::string> ledger_fault(const std::string& path);

}  // namespace latido::db::test
