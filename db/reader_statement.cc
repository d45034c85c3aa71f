#include "db/reader_impl.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace latido::db {

#define LATIDO_STATEMENT_DOCUMENTS                                                        \
  "SELECT document_key, issue_date, kind, number, payable, currency FROM document WHERE " \
  "customer_key = ?1 AND status = ?2 AND issue_date "
#define LATIDO_STATEMENT_ENTRIES                                                            \
  "SELECT n.event_key, n.entry_date, n.amount, e.payload FROM customer_entry n CROSS JOIN " \
  "event e ON e.event_key = n.event_key WHERE n.customer_key = ?1 AND n.currency = ?2 AND "

// A page goes on within the last row's day, then with the days after, as in reader_list.cc.
StatementStatements::StatementStatements(Connection& db)
    : documents_same_day(db,
                         LATIDO_STATEMENT_DOCUMENTS
                         "= ?3 AND document_key > ?4 ORDER BY document_key LIMIT ?5"),
      documents(db,
                LATIDO_STATEMENT_DOCUMENTS
                "BETWEEN ?3 AND ?4 ORDER BY issue_date, document_key LIMIT ?5"),
      entries_same_day(db,
                       LATIDO_STATEMENT_ENTRIES
                       "n.entry_date = ?3 AND n.event_key > ?4 ORDER BY n.event_key LIMIT ?5"),
      entries(db,
              LATIDO_STATEMENT_ENTRIES
              "n.entry_date BETWEEN ?3 AND ?4 ORDER BY n.entry_date, n.event_key LIMIT ?5"),
      spans(db,
            "SELECT amount FROM customer_span WHERE customer_key = ? AND currency = ? AND span < "
            "?"),
      span_documents(db,
                     "SELECT kind, payable, currency FROM document WHERE customer_key = ? AND "
                     "status = ? AND issue_date BETWEEN ? AND ?"),
      span_entries(db,
                   "SELECT amount FROM customer_entry WHERE customer_key = ? AND currency = ? AND "
                   "entry_date BETWEEN ? AND ?") {}

namespace {

constexpr std::array kStatuses{1, 2, 3, 4, 5};
constexpr int kCreditNote = 2;

struct Looked {
  StatementRow row;
  bool counts = true;  // in the currency that is asked for, and recorded by then
};

Looked read_document(const Rows& row, const StatementFilter& filter) {
  const bool credit_note = row.integer(2) == kCreditNote;
  return {
      .row = {.kind = credit_note ? StatementRow::Kind::credit_note : StatementRow::Kind::invoice,
              .date = read_date(row, 1),
              .position = position_of(row.integer(0)),
              .number = row.text(3),
              .amount = credit_note ? -row.integer(4) : row.integer(4),
              .payload = {}},
      .counts = row.bytes(5) == filter.currency.text()};
}

Looked read_entry(const Rows& row) {
  return {.row = {.kind = StatementRow::Kind::entry,
                  .date = read_date(row, 1),
                  .position = position_of(row.integer(0)),
                  .number = {},
                  .amount = row.integer(2),
                  .payload = row.text(3)}};
}

// The first rows after filter.after of each walk; one more than the page shows that there are more.
struct Walks {
  StatementStatements& from;
  std::int64_t customer_key;
  const StatementFilter& filter;
  std::vector<Looked> rows{};

  void collect() {
    const auto wanted = filter.limit + 1;
    std::int64_t first = filter.from.days;
    if (filter.after) {
      const auto day = filter.after->issue_date.days;
      const auto key = make_key(tenant_of(customer_key),
                                std::clamp<std::int64_t>(filter.after->id, 0, kPositionMax));
      for (const auto status : kStatuses)
        take_documents(from.documents_same_day.query(customer_key, status, day, key, wanted));
      take_entries(
          from.entries_same_day.query(customer_key, filter.currency.text(), day, key, wanted));
      first = std::int64_t{day} + 1;
    }
    const auto last = filter.to.days;
    for (const auto status : kStatuses)
      take_documents(from.documents.query(customer_key, status, first, last, wanted));
    take_entries(from.entries.query(customer_key, filter.currency.text(), first, last, wanted));
  }

 private:
  void take_documents(Rows row) {
    while (row.next()) rows.push_back(read_document(row, filter));
  }
  void take_entries(Rows row) {
    while (row.next()) rows.push_back(read_entry(row));
  }
};

Minor documents_in_span(StatementStatements& from,
                        std::int64_t customer_key,
                        Currency currency,
                        std::int32_t first,
                        std::int32_t last) {
  Minor sum = 0;
  for (const auto status : kStatuses) {
    auto row = from.span_documents.query(customer_key, status, first, last);
    while (row.next()) {
      if (row.bytes(2) != currency.text()) continue;
      sum += row.integer(0) == kCreditNote ? -row.integer(1) : row.integer(1);
    }
  }
  return sum;
}

Minor sum_of(Rows row) {
  Minor sum = 0;
  while (row.next()) sum += row.integer(0);
  return sum;
}

}  // namespace

// Rows in other currencies are looked at too, so that the limit bounds the walk and not only its
// result.
std::optional<StatementPage> ReadStore::statement(TenantId tenant, const StatementFilter& filter) {
  const Snapshot snapshot(*this);
  const auto key = impl_->customer_key(tenant, filter.customer_id);
  if (!key) return std::nullopt;
  Walks walks{impl_->statements, *key, filter};
  walks.collect();
  auto& rows = walks.rows;
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a.row.date, a.row.position) < std::tie(b.row.date, b.row.position);
  });
  StatementPage page;
  if (rows.size() > filter.limit) {
    rows.resize(filter.limit);
    page.next = PageKey{rows.back().row.date, rows.back().row.position};
  }
  for (auto& looked : rows) {
    if (looked.counts && looked.row.position <= filter.through)
      page.rows.push_back(std::move(looked.row));
  }
  return page;
}

std::optional<Minor> ReadStore::account_before(TenantId tenant,
                                               std::string_view customer_id,
                                               Currency currency,
                                               Date day) {
  constexpr int kSpanBits = 5;  // 32 days (0002_read_model.sql)
  const Snapshot snapshot(*this);
  const auto key = impl_->customer_key(tenant, customer_id);
  if (!key) return std::nullopt;
  auto& from = impl_->statements;
  const auto span = day.days >> kSpanBits;
  const auto first = span << kSpanBits;
  const auto last = day.days - 1;
  return sum_of(from.spans.query(*key, currency.text(), span)) +
         documents_in_span(from, *key, currency, first, last) +
         sum_of(from.span_entries.query(*key, currency.text(), first, last));
}

}  // namespace latido::db
