#include "db/reader_impl.h"

#include <algorithm>
#include <array>

namespace latido::db {
namespace {

using domain::InvoiceStatus;

#define LATIDO_SUMMARY_COLUMNS                                                             \
  "SELECT d.document_key, d.number, d.status, c.customer_id, d.currency, d.issue_date, "   \
  "d.payable, d.paid, d.credited, d.due_date, d.reference, d.changed_key FROM document d " \
  "CROSS JOIN customer c ON c.customer_key = d.customer_key "

// A page goes on within the last row's day, then with the days before: two walks of the index. (One
// comparison of the pair (issue_date, document_key) would make SQLite step over all of that day's
// rows.)
#define LATIDO_SAME_DAY                                                                           \
  "AND d.status = ?2 AND d.issue_date = ?3 AND d.document_key < ?4 ORDER BY d.document_key DESC " \
  "LIMIT ?5"
#define LATIDO_EARLIER                                    \
  "AND d.status = ?2 AND d.issue_date BETWEEN ?3 AND ?4 " \
  "ORDER BY d.issue_date DESC, d.document_key DESC LIMIT ?5"

InvoiceSummary read_summary(const Rows& row) {
  return {.state = {.id = position_of(row.integer(0)),
                    .number = row.text(1),
                    .status = static_cast<InvoiceStatus>(row.integer(2)),
                    .customer_id = row.text(3),
                    .currency = read_currency(row, 4),
                    .issue_date = read_date(row, 5),
                    .payable = row.integer(6),
                    .paid = row.integer(7),
                    .credited = row.integer(8)},
          .due_date = read_date(row, 9),
          .reference = row.text(10),
          .changed = position_of(row.integer(11))};
}

// One walk through the documents of one status, newest first.
struct Walk {
  Statement& same_day;
  Statement& earlier;
  TenantId tenant;
  std::int64_t subject;  // the tenant, or the customer's key
  const InvoiceFilter& filter;

  void collect(InvoiceStatus status, std::vector<InvoiceSummary>& out) const {
    const auto wanted = out.size() + filter.limit;
    auto last_day = filter.issued_to.days;
    if (filter.after && filter.after->issue_date <= filter.issued_to) {
      const auto day = filter.after->issue_date.days;
      const auto before =
          make_key(tenant, std::clamp<std::int64_t>(filter.after->id, 0, kPositionMax));
      if (day >= filter.issued_from.days) take(same_day, status, {day, before}, wanted, out);
      if (day <= filter.issued_from.days) return;
      last_day = day - 1;
    }
    take(earlier, status, {filter.issued_from.days, last_day}, wanted, out);
  }

 private:
  struct Bounds {
    std::int64_t first;
    std::int64_t second;
  };
  void take(Statement& statement,
            InvoiceStatus status,
            Bounds bounds,
            std::size_t wanted,
            std::vector<InvoiceSummary>& out) const {
    if (out.size() >= wanted) return;
    auto row = statement.query(
        subject, static_cast<int>(status), bounds.first, bounds.second, wanted - out.size());
    while (row.next()) out.push_back(read_summary(row));
  }
};

bool newer(const InvoiceSummary& a, const InvoiceSummary& b) {
  return a.state.issue_date != b.state.issue_date ? a.state.issue_date > b.state.issue_date
                                                  : a.state.id > b.state.id;
}

}  // namespace

ListStatements::ListStatements(Connection& db)
    : same_day(db, LATIDO_SUMMARY_COLUMNS "WHERE d.tenant_id = ?1 " LATIDO_SAME_DAY),
      earlier(db, LATIDO_SUMMARY_COLUMNS "WHERE d.tenant_id = ?1 " LATIDO_EARLIER),
      customer_same_day(db, LATIDO_SUMMARY_COLUMNS "WHERE d.customer_key = ?1 " LATIDO_SAME_DAY),
      customer_earlier(db, LATIDO_SUMMARY_COLUMNS "WHERE d.customer_key = ?1 " LATIDO_EARLIER),
      customer_key(db,
                   "SELECT customer_key FROM customer WHERE tenant_id = ? AND customer_id = ?") {}

// Without a status the page is the newest of four walks, one for each status, each as long as the
// page at most.
std::vector<InvoiceSummary> ReadStore::list_invoices(TenantId tenant, const InvoiceFilter& filter) {
  constexpr std::array kEach{InvoiceStatus::open,
                             InvoiceStatus::paid,
                             InvoiceStatus::voided,
                             InvoiceStatus::uncollectible};
  const Snapshot snapshot(*this);
  std::vector<InvoiceSummary> page;
  auto& from = impl_->lists;
  Walk walk{from.same_day, from.earlier, tenant, tenant, filter};
  Walk of_customer{from.customer_same_day, from.customer_earlier, tenant, 0, filter};
  const bool one_customer = !filter.customer_id.empty();
  if (one_customer) {
    const auto key = impl_->customer_key(tenant, filter.customer_id);
    if (!key) return page;
    of_customer.subject = *key;
  }
  for (const auto status : kEach) {
    if (!filter.status || *filter.status == status)
      (one_customer ? of_customer : walk).collect(status, page);
  }
  std::sort(page.begin(), page.end(), newer);
  if (page.size() > filter.limit) page.resize(filter.limit);
  return page;
}

}  // namespace latido::db
