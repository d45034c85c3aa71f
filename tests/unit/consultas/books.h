#pragma once

#include "comandos/domain/events.h"
#include "consultas/query_service.h"
#include "db/reader.h"
#include "db/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Books made of events, without the deciders: what queries are asked about in tests.
namespace latido::consultas::test {

inline constexpr Currency kEuro{{'E', 'U', 'R'}, 2};
inline constexpr Currency kYen{{'J', 'P', 'Y'}, 0};
inline constexpr domain::Tax kTax19{domain::TaxCategory::s, Rate{190'000}};
inline constexpr std::int64_t kNow = 1'795'392'000'000;  // 2026-11-23 00:00 UTC

Date day(std::string_view text);  // 2026-11-20

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] std::string store() const { return path_ + "/store.db"; }

 private:
  std::string path_;
};

// One line of `net`, a whole number of currency units, at 19 %: 100.00 gives 119.00.
struct InvoiceParts {
  std::string customer = "C";
  Minor net = 10'000;
  Currency currency = kEuro;
  std::string_view date = "2026-11-20";
  std::string_view due = "2026-12-20";
  std::string reference{};
  std::string tax_code{};
};

struct CreditNoteParts {
  std::int64_t invoice = 0;
  Minor net = 0;
  Minor applied = 0;  // of its total; the rest is the customer's credit
  std::string_view date = "2026-11-21";
};

struct PaymentParts {
  Minor amount = 0;
  std::vector<domain::Allocation> allocations{};
  std::string customer = "C";
  std::string reference{};
  Currency currency = kEuro;
  std::string_view date = "2026-11-21";
};

// A store with two tenants: `acme`, which the events go to, with customer C, series A of invoices
// (1), CN of credit notes (2) and the customer (3), so that the first invoice may be inv-4; and
// `other`, whose books hold a customer O and nothing else. Each event is a turn of its own, a
// minute after the last.
class Books {
 public:
  Books();

  std::int64_t append(const domain::Event& event);  // its position
  std::int64_t customer(const std::string& id);
  std::int64_t series(const std::string& name, domain::DocumentKind kind);
  std::int64_t issue(const InvoiceParts& parts = {});
  void issue_many(int count);  // of 1.00 net, in one turn
  std::int64_t credit(const CreditNoteParts& parts);
  std::int64_t pay(const PaymentParts& parts);
  std::int64_t void_it(std::int64_t invoice);
  std::int64_t write_off(std::int64_t invoice);

  void next_day() { now_unix_ms_ += 86'400'000; }

  // The answer's JSON; `body` is the inside of the query: "getInvoice":{"id":"inv-4"}.
  std::string ask(const std::string& body,
                  const std::string& tenant = "acme",
                  std::int64_t now_unix_ms = kNow);

  [[nodiscard]] std::int64_t recorded_at(std::int64_t position) const;
  db::ReadStore& reader() { return reader_; }

 private:
  std::int64_t append_to(std::string_view tenant, const domain::Event& event);
  domain::Invoice next_invoice(const InvoiceParts& parts);

  TempFolder folder_;
  db::WriteStore store_{{.path = folder_.store()}};
  std::int64_t now_unix_ms_ = kNow;
  std::vector<std::int64_t> times_{0};
  db::ReadStore reader_{folder_.store()};
  QueryService service_{reader_};
};

// The value of the first text field of that name, or empty.
std::string field(const std::string& json, const std::string& name);
// All of them, with a space after each.
std::string fields(const std::string& json, const std::string& name);

}  // namespace latido::consultas::test
