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
      changed(db, "SELECT changed_key FROM document WHERE document_key = ?"),
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

struct Listed {
  std::int64_t issue_date = 0;
  std::int64_t key = 0;
  int status = 0;

  // clang-tidy 14 takes a defaulted comparison for a null pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Listed&, const Listed&) = default;
};

constexpr int kVoid = 3;

void walk(Rows row, int status, std::vector<Listed>& out) {
  while (row.next()) out.push_back({row.integer(0), row.integer(1), status});
}

// The first `wanted` documents after filter.after, by (issue date, key). Void ones and those issued
// after filter.as_of are among them, so that what a part looks at has a bound.
std::vector<Listed> documents_in(ReportStatements& from,
                                 TenantId tenant,
                                 const TaxFilter& filter,
                                 std::size_t wanted) {
  constexpr std::array kStatuses{1, 2, kVoid, 4, 5};
  std::vector<Listed> found;
  auto first = filter.from.days;
  for (const auto status : kStatuses) {
    if (filter.after) {
      const auto day = filter.after->issue_date.days;
      walk(from.same_day.query(tenant, status, day, make_key(tenant, filter.after->id), wanted),
           status,
           found);
      first = day + 1;
    }
    walk(from.later.query(tenant, status, first, filter.to.days, wanted), status, found);
  }
  std::sort(found.begin(), found.end());
  if (found.size() > wanted) found.resize(wanted);
  return found;
}

// Issued by then, and not void by then. The last change of a void document is its void.
bool counts(ReportStatements& from, const Listed& document, std::int64_t as_of) {
  if (position_of(document.key) > as_of) return false;
  if (document.status != kVoid) return true;
  auto row = from.changed.query(document.key);
  return row.next() && position_of(row.integer(0)) > as_of;
}

// By currency, category and rate.
using TaxSums = std::map<std::tuple<std::string, std::int64_t, std::int64_t>, TaxRow>;

// False where a sum would not fit.
bool add_taxes(ReportStatements& from, std::int64_t key, TaxSums& sums) {
  bool fits = true;
  const auto add = [&](Minor& sum, Minor amount) {
    fits = fits && !__builtin_add_overflow(sum, amount, &sum);
  };
  auto row = from.taxes.query(key);
  while (row.next()) {
    auto& sum = sums[{row.text(0), row.integer(2), row.integer(3)}];
    if (sum.documents == 0) {
      sum.currency = read_currency(row, 0);
      sum.tax = read_tax(row, 2);
    }
    const bool credit_note = row.integer(1) == 2;
    add(credit_note ? sum.credited_base : sum.invoiced_base, row.integer(4));
    add(credit_note ? sum.credited_tax : sum.invoiced_tax, row.integer(5));
    ++sum.documents;
  }
  return fits;
}

}  // namespace

TaxPart ReadStore::taxes(TenantId tenant, const TaxFilter& filter) {
  const Snapshot snapshot(*this);
  // One more shows whether there is a next part.
  auto documents = documents_in(impl_->reports, tenant, filter, filter.limit + 1);
  TaxPart part;
  if (documents.size() > filter.limit) {
    documents.pop_back();
    part.next = PageKey{Date{static_cast<std::int32_t>(documents.back().issue_date)},
                        position_of(documents.back().key)};
  }
  TaxSums sums;
  for (const auto& document : documents) {
    if (!counts(impl_->reports, document, filter.as_of)) continue;
    if (!add_taxes(impl_->reports, document.key, sums)) return {.rows = {}, .too_large = true};
  }
  for (auto& [group, row] : sums) part.rows.push_back(row);
  return part;
}

}  // namespace latido::db
