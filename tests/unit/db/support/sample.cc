#include "tests/unit/db/support/sample.h"

#include "comandos/domain/printed_number.h"
#include "db/check_ledger.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

#include <sqlite3.h>

namespace latido::db::test {

using namespace domain;

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "latido_db_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::file(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

RawStore::RawStore(const std::string& path) {
  if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK)
    throw std::runtime_error("cannot open " + path);
  sqlite3_busy_timeout(db_, 5'000);
  run("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON");  // as on the writer's own
}

RawStore::~RawStore() { sqlite3_close_v2(db_); }

std::string RawStore::run(const std::string& sql) {
  char* error = nullptr;
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &error) == SQLITE_OK) return {};
  std::string text = error == nullptr ? "error" : error;
  sqlite3_free(error);
  return text;
}

std::string RawStore::text(const std::string& sql) {
  std::string out;
  const auto keep_first = [](void* to, int, char** values, char**) {
    if (values[0] != nullptr) *static_cast<std::string*>(to) = values[0];
    return 0;
  };
  char* error = nullptr;
  if (sqlite3_exec(db_, sql.c_str(), keep_first, &out, &error) != SQLITE_OK) {
    const std::string why = error;
    sqlite3_free(error);
    throw std::runtime_error(sql + ": " + why);
  }
  return out;
}

std::int64_t RawStore::integer(const std::string& sql) {
  const auto value = text(sql);
  return value.empty() ? 0 : std::stoll(value);
}

Customer customer(std::string_view id) {
  return {.customer_id = std::string(id),
          .name = "Customer " + std::string(id),
          .tax_id = "DE1",
          .address = {.street = "1 Road", .city = "Town", .postal_code = "123", .country = "DE"}};
}

SeriesCreated series(std::string_view name, std::string_view prefix, DocumentKind kind) {
  return {.series = std::string(name),
          .prefix = std::string(prefix),
          .first_number = 1,
          .last_number = 99'999,
          .digits = 5,
          .valid_from = kNoFirstDate,
          .valid_to = kNoLastDate,
          .authorization = "AUTH-1",
          .kind = kind};
}

Invoice invoice(const SeriesState& series, const InvoiceParts& parts) {
  Invoice i;
  i.series = series.series;
  i.sequence = series.next_number;
  i.number = printed_number(series.prefix, series.digits, series.next_number);
  i.customer = customer(parts.customer_id);
  i.issue_date = parts.issue_date;
  i.due_date = Date{parts.issue_date.days + 30};
  i.currency = parts.currency;
  i.lines = {{.name = "Work",
              .quantity = Decimal{Decimal::kOne},
              .unit_code = "C62",
              .unit_price = Decimal{Decimal::kOne},
              .tax = kTax19,
              .allowances_charges = {},
              .amount = parts.net,
              .price_id = {},
              .tax_code = {}}};
  const Minor tax = parts.net / 100 * 19;
  i.taxes = {{kTax19, parts.net, tax}};
  i.totals.line_total = parts.net;
  i.totals.tax_total = tax;
  i.totals.prepaid = parts.prepaid;
  i.totals.rounding = parts.rounding;
  i.reference = "PO-1";
  i.note = "Thank you";
  return i;
}

Invoice rich_invoice(const SeriesState& series) {
  constexpr Tax kExempt{TaxCategory::e, Rate{0}};
  Invoice i = invoice(series);
  i.lines = {{.name = "Plain",
              .quantity = Decimal{-2'500'000'000},
              .unit_code = "HUR",
              .unit_price = Decimal{1},
              .tax = kTax19,
              .allowances_charges = {},
              .amount = -700,
              .price_id = {},
              .tax_code = {}},
             {.name = "Reduced",
              .quantity = Decimal{3'000'000'000},
              .unit_code = "KGM",
              .unit_price = Decimal{9'999'999'999},
              .base_quantity = Decimal{12'000'000'000},
              .tax = kExempt,
              .allowances_charges = {{false, 50, "loyal", kExempt}, {true, 20, "freight", kExempt}},
              .amount = 5'000,
              .price_id = "P-1",
              .tax_code = {}}};
  i.allowances_charges = {
      {false, 300, "season", kTax19}, {true, 100, "packing", kExempt}, {false, 0, "", kTax19}};
  i.taxes = {{kTax19, -1'000, -190}, {kExempt, 5'100, 0}};
  i.totals = {.line_total = 4'300,
              .allowance_total = 300,
              .charge_total = 100,
              .tax_total = -190,
              .prepaid = 1'000,
              .rounding = -10};
  return i;
}

namespace {

// What append() stored, by what it stored it as.
std::map<std::string, RecordedEvent, std::less<>>& stored_events() {
  static std::map<std::string, RecordedEvent, std::less<>> all;
  return all;
}

}  // namespace

std::int64_t append(WriteStore& store,
                    TenantId tenant,
                    const Event& event,
                    std::int64_t recorded_at_unix_ms) {
  const auto payload = "event " + std::to_string(stored_events().size());
  stored_events()[payload] = {event, recorded_at_unix_ms};
  return store.append(tenant, event, payload, recorded_at_unix_ms);
}

RecordedEvent decode(std::string_view payload) {
  const auto at = stored_events().find(payload);
  if (at == stored_events().end()) throw std::runtime_error("these bytes are no event");
  return at->second;
}

std::int64_t issue(WriteStore& store, TenantId tenant, const InvoiceParts& parts) {
  return append(
      store, tenant, InvoiceIssued{invoice(store.find_series(tenant, "S").value(), parts)});
}

std::int64_t pay(WriteStore& store,
                 TenantId tenant,
                 std::int64_t invoice,
                 Minor amount,
                 std::string_view reference) {
  const auto state = store.find_invoice(tenant, invoice).value();
  return append(store,
                tenant,
                PaymentRecorded{.customer_id = state.customer_id,
                                .amount = amount,
                                .currency = state.currency,
                                .received_date = Date{kToday - 1},
                                .reference = std::string(reference),
                                .method = "card",
                                .allocations = {{invoice, amount}}});
}

std::int64_t void_it(WriteStore& store, TenantId tenant, std::int64_t invoice) {
  return append(store, tenant, InvoiceVoided{.invoice = invoice, .reason = "wrong"});
}

CreditNote credit_note(WriteStore& store, TenantId tenant, const NoteParts& parts) {
  const auto of = store.find_creditable(tenant, parts.invoice).value();
  CreditNote note;
  note.document = invoice(
      store.find_series(tenant, "K").value(),
      {.customer_id = of.state.customer_id, .net = parts.net, .currency = of.state.currency});
  note.document.due_date = note.document.issue_date;
  note.document.customer = of.invoice.customer;
  note.document.customer_version = of.invoice.customer_version;
  note.document.note = "Returned";
  note.invoice = parts.invoice;
  note.reason = "Returned";
  note.applied = parts.applied;
  note.of_lines = {{1, Decimal{Decimal::kOne}}};
  return note;
}

std::int64_t open_credit_series(WriteStore& store, TenantId tenant) {
  return append(store, tenant, series("K", "K-", DocumentKind::credit_note));
}

TenantId open_books(WriteStore& store, std::string_view name) {
  store.begin(kNow);
  const auto tenant = store.intern_tenant(name);
  // The same bytes each time: chain_test.cc knows their hashes.
  const CustomerCreated first{customer()};
  stored_events()["customer"] = {first, kNow};
  stored_events()["series"] = {series(), kNow};
  store.append(tenant, first, "customer", kNow);
  store.append(tenant, series(), "series", kNow);
  if (store.commit() != CommitOutcome::durable) throw std::runtime_error("no books");
  return tenant;
}

std::optional<std::string> ledger_fault(const std::string& path) {
  Connection db(path, Access::read_only);
  const auto fault = check_ledger(db);
  if (!fault) return std::nullopt;
  return fault->text();
}

}  // namespace latido::db::test
