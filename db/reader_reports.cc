#include "db/reader_impl.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>

namespace latido::db {

ReportStatements::ReportStatements(Connection& db)
    : due(db,
          "SELECT customer_key, currency, due_date, amount FROM open_due WHERE customer_key "
          "BETWEEN ? AND ? ORDER BY customer_key, currency, due_date"),
      customer_id(db, "SELECT customer_id FROM customer WHERE customer_key = ?"),
      same_day(db,
               "SELECT issue_date, document_key FROM document WHERE tenant_id = ? AND status = ? "
               "AND issue_date = ? AND document_key > ? ORDER BY document_key LIMIT ?"),
      later(db,
            "SELECT issue_date, document_key FROM document WHERE tenant_id = ? AND status = ? AND "
            "issue_date BETWEEN ? AND ? ORDER BY issue_date, document_key LIMIT ?"),
      taxes(db,
            "SELECT d.currency, d.kind, t.category, t.rate, t.base, t.amount FROM document_tax t "
            "CROSS JOIN document d ON d.document_key = t.document_key WHERE t.document_key = ?") {}

namespace {

std::string customer_id_of(ReportStatements& from, std::int64_t key) {
  auto row = from.customer_id.query(key);
  return row.next() ? row.text(0) : std::string();
}

}  // namespace

AgingPage ReadStore::aging(TenantId tenant, const AgingFilter& filter) {
  // Rows of `open_due` that a page looks at, at the most; the customer at hand is read whole.
  constexpr std::size_t kLookAt = 20'000;
  const Snapshot snapshot(*this);
  AgingPage page;
  auto first = make_key(tenant, std::clamp<std::int64_t>(filter.after, 0, kPositionMax - 1) + 1);
  auto last = make_key(tenant, kPositionMax);
  if (!filter.customer_id.empty()) {
    const auto key = impl_->customer_key(tenant, filter.customer_id);
    if (!key) return page;
    first = std::max(first, *key);
    last = *key;
  }
  std::int64_t customer = 0;
  std::size_t looked = 0;
  std::vector<std::int64_t> keys;  // of the page's rows
  auto row = impl_->reports.due.query(first, last);
  while (row.next()) {
    const auto key = row.integer(0);
    if (key != customer && (page.rows.size() >= filter.limit || looked >= kLookAt)) {
      page.next = position_of(customer);
      break;
    }
    customer = key;
    ++looked;
    if (row.integer(3) == 0) continue;
    const auto currency = read_currency(row, 1);
    if (keys.empty() || keys.back() != key || page.rows.back().currency != currency) {
      page.rows.push_back({.customer_id = {}, .currency = currency});
      keys.push_back(key);
    }
    page.rows.back().add(read_date(row, 2), filter.date, row.integer(3));
  }
  for (std::size_t i = 0; i < keys.size(); ++i)
    page.rows[i].customer_id = customer_id_of(impl_->reports, keys[i]);
  return page;
}

namespace {

using DatedKey = std::pair<std::int64_t, std::int64_t>;  // issue date, document's key

void walk(Rows row, std::vector<DatedKey>& out) {
  while (row.next()) out.emplace_back(row.integer(0), row.integer(1));
}

// The first `wanted` documents of those statuses after filter.after, by (issue date, key).
std::vector<DatedKey> documents_in(ReportStatements& from,
                                   TenantId tenant,
                                   const TaxFilter& filter,
                                   std::size_t wanted) {
  constexpr std::array kCounted{1, 2, 4, 5};  // all but void
  std::vector<DatedKey> found;
  auto first = filter.from.days;
  for (const auto status : kCounted) {
    if (filter.after) {
      const auto day = filter.after->issue_date.days;
      walk(from.same_day.query(tenant, status, day, make_key(tenant, filter.after->id), wanted),
           found);
      first = day + 1;
    }
    walk(from.later.query(tenant, status, first, filter.to.days, wanted), found);
  }
  std::sort(found.begin(), found.end());
  if (found.size() > wanted) found.resize(wanted);
  return found;
}

// By currency, category and rate.
using TaxSums = std::map<std::tuple<std::string, std::int64_t, std::int64_t>, TaxRow>;

void add_taxes(ReportStatements& from, std::int64_t key, TaxSums& sums) {
  auto row = from.taxes.query(key);
  while (row.next()) {
    auto& sum = sums[{row.text(0), row.integer(2), row.integer(3)}];
    if (sum.documents == 0) {
      sum.currency = read_currency(row, 0);
      sum.tax = read_tax(row, 2);
    }
    const bool credit_note = row.integer(1) == 2;
    (credit_note ? sum.credited_base : sum.invoiced_base) += row.integer(4);
    (credit_note ? sum.credited_tax : sum.invoiced_tax) += row.integer(5);
    ++sum.documents;
  }
}

}  // namespace

TaxPart ReadStore::taxes(TenantId tenant, const TaxFilter& filter) {
  const Snapshot snapshot(*this);
  // One more shows whether there is a next part.
  auto documents = documents_in(impl_->reports, tenant, filter, filter.limit + 1);
  TaxPart part;
  if (documents.size() > filter.limit) {
    documents.pop_back();
    part.next = PageKey{Date{static_cast<std::int32_t>(documents.back().first)},
                        position_of(documents.back().second)};
  }
  TaxSums sums;
  for (const auto& [date, key] : documents) add_taxes(impl_->reports, key, sums);
  for (auto& [group, row] : sums) part.rows.push_back(row);
  return part;
}

}  // namespace latido::db
