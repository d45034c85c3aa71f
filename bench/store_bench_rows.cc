#include "bench/store_bench_rows.h"

#include <array>
#include <chrono>
#include <functional>
#include <stdexcept>

#include <sqlite3.h>

// Deliberately shares nothing with db/: same schema, same rows, no look-ups, no hashing.
namespace latido::bench {
namespace {

constexpr std::int64_t kTenant = 1;
constexpr std::int64_t kBase = kTenant << 40;
constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;

// The last step of splitmix64: no two numbers give the same.
std::uint64_t mixed(std::uint64_t number) {
  number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9U;
  number = (number ^ (number >> 27U)) * 0x94D049BB133111EBU;
  return number ^ (number >> 31U);
}

class Loop {
 public:
  explicit Loop(const std::string& path) {
    check(sqlite3_open(path.c_str(), &db_));
    run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA "
        "cache_size = -4000;"
        "PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = OFF");
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop() {
    for (auto* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }

  void run(const std::string& sql) {
    check(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr));
  }

  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr));
    statements_.push_back(statement);
    return statement;
  }

  void insert(sqlite3_stmt* statement) {
    const int rc = sqlite3_step(statement);
    if (rc != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
    sqlite3_reset(statement);
  }

 private:
  void check(int rc) {
    if (rc != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  sqlite3* db_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
};

void text(sqlite3_stmt* statement, int index, const std::string& value) {
  sqlite3_bind_text(
      statement, index, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}

void blob(sqlite3_stmt* statement, int index, const std::string& value) {
  sqlite3_bind_blob(
      statement, index, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}

constexpr std::uint64_t kKeysPerMillisecond = 10;  // about as fast as they are used

}  // namespace

// A version 7 UUID (RFC 9562): milliseconds, then random bits.
std::string bench_key(std::string_view run, std::uint64_t number) {
  static const auto started =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count());
  const auto random = mixed(std::hash<std::string_view>{}(run) + number * kGolden);
  const auto high = ((started + number / kKeysPerMillisecond) << 16U) | (random & 0xFFFFU);
  const auto low = mixed(random + kGolden);
  std::string key;
  for (const auto word : {high, low}) {
    for (unsigned shift = 0; shift < 64; shift += 4) {
      if (key.size() == 8 || key.size() == 13 || key.size() == 18 || key.size() == 23) key += '-';
      key += "0123456789abcdef"[(word >> shift) & 0xFU];
    }
  }
  key[14] = '7';               // the version
  key[19] = "89ab"[low & 3U];  // the variant
  return key;
}

int bench_customer(std::uint64_t number) { return 1 + static_cast<int>(number % kCustomers); }

void insert_rows(const std::string& path, int count, int batch, const std::string& change) {
  Loop loop(path);
  loop.run(change);
  auto* begin = loop.prepare("BEGIN IMMEDIATE");
  auto* commit = loop.prepare("COMMIT");
  auto* turn = loop.prepare("UPDATE writer SET turn = turn + 1");
  auto* event =
      loop.prepare("INSERT INTO event (event_key, type, payload, hash) VALUES (?, 3, ?, ?)");
  auto* line = loop.prepare(
      "INSERT INTO document_line (document_key, line_no, name, quantity, unit_code, unit_price, "
      "base_quantity, category, "
      "rate, amount) VALUES (?, ?, 'Consulting hours', 2000000000, 'HUR', 50000000000, 1000000000, "
      "0, ?, 10000)");
  auto* tax = loop.prepare(
      "INSERT INTO document_tax (document_key, category, rate, base, amount) VALUES (?, 0, ?, ?, "
      "?)");
  auto* document = loop.prepare(
      "INSERT INTO document (document_key, kind, series_key, sequence, number, customer_key, "
      "customer_version, issue_date, due_date, currency, line_total, allowance_total, "
      "charge_total, "
      "tax_total, prepaid, rounding, payable, paid, credited, status, rounding_profile, "
      "changed_key, "
      "reference, note) VALUES (?, 1, ?, ?, ?, ?, 1, 20000, 20030, 'EUR', 50000, 0, 0, 7100, 0, 0, "
      "57100, 0, 0, 1, 0, 0, ?, '')");
  auto* due = loop.prepare(
      "INSERT INTO open_due (customer_key, currency, due_date, amount) VALUES (?, 'EUR', 20030, "
      "57100) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount");
  auto* span = loop.prepare(
      "INSERT INTO customer_span (customer_key, currency, span, amount) VALUES (?, 'EUR', 20000 >> "
      "5, 57100) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount");
  auto* transfer = loop.prepare(
      "INSERT INTO transfer (event_key, leg, currency, debit, credit, amount) VALUES (?, ?, 'EUR', "
      "1, ?, ?)");
  auto* reply = loop.prepare(
      "INSERT INTO command_log (tenant_id, idempotency_key, request_hash, reply) VALUES (1, ?, ?, "
      "?)");
  const std::string payload(kPayloadBytes, 'p');
  const std::string hash(32, 'h');
  const std::string answer(kReplyBytes, 'r');
  for (int number = 1; number <= count; ++number) {
    if ((number - 1) % batch == 0) {
      loop.insert(begin);
      loop.insert(turn);
    }
    const std::int64_t key =
        kBase + kCustomers + 2 + number;  // after the series and its first invoice
    const std::int64_t customer = kBase + bench_customer(static_cast<std::uint64_t>(number));
    sqlite3_bind_int64(event, 1, key);
    blob(event, 2, payload);
    blob(event, 3, hash);
    loop.insert(event);
    for (int i = 1; i <= kLines; ++i) {
      sqlite3_bind_int64(line, 1, key);
      sqlite3_bind_int(line, 2, i);
      sqlite3_bind_int(line, 3, i <= 3 ? 190000 : 70000);
      loop.insert(line);
    }
    for (const auto& [rate, base, amount] :
         {std::array{190000, 30000, 5700}, std::array{70000, 20000, 1400}}) {
      sqlite3_bind_int64(tax, 1, key);
      sqlite3_bind_int(tax, 2, rate);
      sqlite3_bind_int(tax, 3, base);
      sqlite3_bind_int(tax, 4, amount);
      loop.insert(tax);
    }
    sqlite3_bind_int64(document, 1, key);
    sqlite3_bind_int64(document, 2, kBase + kCustomers + 1);
    sqlite3_bind_int(document, 3, number + 1);
    const std::string digits = std::to_string(number + 1);
    text(document, 4, "INV-" + std::string(8 - digits.size(), '0') + digits);
    sqlite3_bind_int64(document, 5, customer);
    text(document, 6, kReference);
    loop.insert(document);
    sqlite3_bind_int64(due, 1, customer);
    loop.insert(due);
    sqlite3_bind_int64(span, 1, customer);
    loop.insert(span);
    for (const auto& [leg, credit, amount] : {std::array{1, 2, 50000}, std::array{2, 3, 7100}}) {
      sqlite3_bind_int64(transfer, 1, key);
      sqlite3_bind_int(transfer, 2, leg);
      sqlite3_bind_int(transfer, 3, credit);
      sqlite3_bind_int(transfer, 4, amount);
      loop.insert(transfer);
    }
    text(reply, 1, bench_key("rows", static_cast<std::uint64_t>(number)));
    blob(reply, 2, hash);
    blob(reply, 3, answer);
    loop.insert(reply);
    if (number % batch == 0 || number == count) loop.insert(commit);
  }
}

}  // namespace latido::bench
