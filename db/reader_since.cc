#include "db/reader_impl.h"

#include <algorithm>
#include <map>
#include <utility>

// How a customer's account stood at a past position is how it stands now less what came since. All
// of it is found from the customer: open invoices, those that changed since (document_by_change)
// with their credit notes, payments since, and entries since, whose date is not before that
// position's day unless they are payments.
namespace latido::db {

SinceStatements::SinceStatements(Connection& db)
    : open(db,
           "SELECT document_key, changed_key, currency, issue_date, due_date, payable, payable - "
           "paid - credited FROM document WHERE customer_key = ? AND status = 1 LIMIT ?"),
      changed(db,
              "SELECT document_key, number, status, currency, issue_date, payable, paid, credited, "
              "due_date, changed_key FROM document WHERE customer_key = ? AND changed_key > ? AND "
              "changed_key > 0 LIMIT ?"),
      credit_notes(db,
                   "SELECT currency, issue_date, payable FROM document WHERE invoice_key = ? AND "
                   "document_key > ?"),
      currencies(db,
                 "SELECT DISTINCT currency FROM customer_span WHERE customer_key = ? ORDER BY "
                 "currency"),
      payments(db,
               "SELECT n.currency, n.entry_date, n.amount FROM payment p CROSS JOIN customer_entry "
               "n ON n.customer_key = p.customer_key AND n.currency = p.currency AND n.entry_date "
               "= p.received_date AND n.event_key = p.payment_key WHERE p.customer_key = ? AND "
               "p.payment_key > ? LIMIT ?"),
      entries(db,
              "SELECT n.currency, n.entry_date, n.amount FROM customer_entry n WHERE "
              "n.customer_key = ?1 AND n.currency = ?2 AND n.entry_date >= ?3 AND n.event_key > ?4 "
              "AND NOT EXISTS (SELECT 1 FROM payment WHERE payment_key = n.event_key) LIMIT ?5") {}

namespace {

constexpr std::size_t kRowsMax = 20'000;     // of what came since: each is kept, or folded
constexpr std::size_t kOpenMax = 1'000'000;  // that stand as they did: these are only added up

InvoiceSummary read_changed(const Rows& row) {
  return {.state = {.id = position_of(row.integer(0)),
                    .number = row.text(1),
                    .status = static_cast<domain::InvoiceStatus>(row.integer(2)),
                    .customer_id = {},
                    .currency = read_currency(row, 3),
                    .issue_date = read_date(row, 4),
                    .payable = row.integer(5),
                    .paid = row.integer(6),
                    .credited = row.integer(7)},
          .due_date = read_date(row, 8),
          .reference = {},
          .changed = position_of(row.integer(9))};
}

// One that was issued since and has not changed: those that did are in read_changed_since().
void read_open(SinceStatements& from, std::int64_t customer, std::int64_t last, InvoicesSince& to) {
  std::map<std::pair<std::string, std::int32_t>, Due> sums;  // by currency and due date
  auto row = from.open.query(customer, kOpenMax + 1);
  while (row.next() && to.issued.size() <= kRowsMax) {
    ++to.rows;
    if (row.integer(1) > last) continue;
    if (row.integer(0) > last) {
      to.issued.push_back({read_currency(row, 2), read_date(row, 3), row.integer(5)});
    } else {
      const auto due = read_date(row, 4);
      auto& sum = sums.try_emplace({row.text(2), due.days}, Due{read_currency(row, 2), due, 0})
                      .first->second;
      sum.amount += row.integer(6);
    }
  }
  for (auto& [key, due] : sums) to.unchanged.push_back(due);
  to.too_many = to.rows > kOpenMax || to.issued.size() > kRowsMax;
}

void read_changed_since(SinceStatements& from,
                        std::int64_t customer,
                        std::int64_t last,
                        InvoicesSince& to) {
  std::vector<std::int64_t> keys;
  {
    auto row = from.changed.query(customer, last, kRowsMax + 1);
    while (row.next()) {
      keys.push_back(row.integer(0));
      auto invoice = read_changed(row);
      if (keys.back() > last) {
        const auto& state = invoice.state;
        to.issued.push_back({state.currency, state.issue_date, state.payable});
      } else {
        to.changed.push_back(std::move(invoice));
      }
    }
  }
  for (const auto key : keys) {
    auto row = from.credit_notes.query(key, last);
    while (row.next())
      to.issued.push_back({read_currency(row, 0), read_date(row, 1), -row.integer(2)});
  }
  to.rows += keys.size();
  to.too_many = to.too_many || keys.size() > kRowsMax;
}

void read_movements(Rows row, EntriesSince& to) {
  while (row.next() && to.entries.size() <= kRowsMax)
    to.entries.push_back({read_currency(row, 0), read_date(row, 1), row.integer(2)});
  to.too_many = to.entries.size() > kRowsMax;
}

std::vector<std::string> currencies_of(SinceStatements& from, std::int64_t customer) {
  std::vector<std::string> all;
  auto row = from.currencies.query(customer);
  while (row.next()) all.push_back(row.text(0));
  return all;
}

}  // namespace

InvoicesSince ReadStore::invoices_since(TenantId tenant,
                                        std::int64_t customer,
                                        std::int64_t through) {
  InvoicesSince since;
  if (!is_position(customer) || !is_position(through)) return since;
  const Snapshot snapshot(*this);
  read_open(impl_->since, make_key(tenant, customer), make_key(tenant, through), since);
  read_changed_since(impl_->since, make_key(tenant, customer), make_key(tenant, through), since);
  return since;
}

EntriesSince ReadStore::entries_since(TenantId tenant,
                                      std::int64_t customer,
                                      std::int64_t through,
                                      Date day) {
  EntriesSince since;
  if (!is_position(customer) || !is_position(through)) return since;
  const Snapshot snapshot(*this);
  const auto key = make_key(tenant, customer);
  const auto last = make_key(tenant, through);
  auto& from = impl_->since;
  read_movements(from.payments.query(key, last, kRowsMax + 1), since);
  for (const auto& currency : currencies_of(from, key)) {
    if (since.too_many) break;
    read_movements(from.entries.query(key, currency, day.days, last, kRowsMax + 1), since);
  }
  return since;
}

}  // namespace latido::db
