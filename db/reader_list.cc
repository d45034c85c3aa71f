#include "db/keys.h"
#include "db/reader_impl.h"

#include <algorithm>
#include <array>

namespace latido::db {
namespace {

using domain::InvoiceStatus;

InvoiceSummary read_summary(const Rows& row) {
  InvoiceSummary summary{.id = position_of(row.integer(0)),
                         .number = row.text(1),
                         .status = static_cast<InvoiceStatus>(row.integer(2)),
                         .customer_id = row.text(3),
                         .issue_date = read_date(row, 4),
                         .due_date = read_date(row, 5),
                         .currency = read_currency(row, 6),
                         .payable = row.integer(7)};
  summary.due = summary.status == InvoiceStatus::open ? summary.payable - row.integer(8) : 0;
  return summary;
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
  return a.issue_date != b.issue_date ? a.issue_date > b.issue_date : a.id > b.id;
}

}  // namespace

// Without a status the page is the newest of three walks, one for each status, each as long as the
// page at most.
std::vector<InvoiceSummary> ReadStore::list_invoices(TenantId tenant, const InvoiceFilter& filter) {
  constexpr std::array kEach{InvoiceStatus::open, InvoiceStatus::paid, InvoiceStatus::voided};
  const Snapshot snapshot(*this);
  std::vector<InvoiceSummary> page;
  Walk walk{impl_->list_same_day, impl_->list_earlier, tenant, tenant, filter};
  Walk of_customer{impl_->customer_list_same_day, impl_->customer_list_earlier, tenant, 0, filter};
  const bool one_customer = !filter.customer_id.empty();
  if (one_customer) {
    auto row = impl_->customer_key.query(tenant, filter.customer_id);
    if (!row.next()) return page;
    of_customer.subject = row.integer(0);
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
