#include "common/wire/fields.h"
#include "common/wire/ids.h"
#include "common/wire/put.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_invoice.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <algorithm>
#include <limits>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 200;
constexpr std::size_t kMaxLooked = 2'000;  // invoices that a page looks at
constexpr std::size_t kStep = 250;         // of them at once, where filters drop some

// What the index walk does not filter by.
struct Filter {
  db::InvoiceFilter walk;
  std::optional<domain::InvoiceStatus> status;  // as of the past; else the walk's
  Date due_from = kNoFirstDate;
  Date due_to = kNoLastDate;
  Minor payable_from = std::numeric_limits<Minor>::min();
  Minor payable_to = std::numeric_limits<Minor>::max();
  std::optional<Currency> currency;
  bool drops_rows = false;
};

Checked read_dates(schema::ListInvoices::Reader in, Filter& filter) {
  LATIDO_TRY(filter.walk.issued_from,
             read_day_or(kNoFirstDate, wire::view(in.getIssuedFrom()), "issuedFrom"));
  LATIDO_TRY(filter.walk.issued_to,
             read_day_or(kNoLastDate, wire::view(in.getIssuedTo()), "issuedTo"));
  LATIDO_TRY(filter.due_from, read_day_or(kNoFirstDate, wire::view(in.getDueFrom()), "dueFrom"));
  LATIDO_TRY(filter.due_to, read_day_or(kNoLastDate, wire::view(in.getDueTo()), "dueTo"));
  return {};
}

Checked read_amounts(schema::ListInvoices::Reader in, Filter& filter) {
  const bool amounts = in.getPayableFrom().size() > 0 || in.getPayableTo().size() > 0;
  if (in.getCurrency().size() > 0 || amounts)
    LATIDO_TRY(filter.currency, wire::read_currency(wire::view(in.getCurrency())));
  if (in.getPayableFrom().size() > 0) {
    LATIDO_TRY(filter.payable_from,
               parse_amount(wire::view(in.getPayableFrom()), *filter.currency, "payableFrom"));
  }
  if (in.getPayableTo().size() > 0) {
    LATIDO_TRY(filter.payable_to,
               parse_amount(wire::view(in.getPayableTo()), *filter.currency, "payableTo"));
  }
  return {};
}

Result<Filter> read_filter(const Scope& scope, schema::ListInvoices::Reader in) {
  Filter filter;
  if (in.getStatus().size() > 0) {
    filter.status = domain::parse_status(wire::view(in.getStatus()));
    if (!filter.status) {
      return reject(Code::bad_value, "status", "status must be open, paid, void or uncollectible.");
    }
  }
  if (!scope.as_of) filter.walk.status = filter.status;
  if (in.getCustomerId().size() > 0) {
    LATIDO_TRY(filter.walk.customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
    LATIDO_CHECK(find_customer(scope, filter.walk.customer_id));
  }
  LATIDO_CHECK(read_dates(in, filter));
  LATIDO_CHECK(read_amounts(in, filter));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  filter.drops_rows = scope.as_of || filter.currency || filter.due_from != kNoFirstDate ||
                      filter.due_to != kNoLastDate;
  return filter;
}

CursorOf list_of(const Scope& scope, const Filter& filter) {
  std::string filters;
  for (const std::int64_t number :
       {std::int64_t{filter.walk.issued_from.days},
        std::int64_t{filter.walk.issued_to.days},
        std::int64_t{filter.due_from.days},
        std::int64_t{filter.due_to.days},
        filter.payable_from,
        filter.payable_to,
        std::int64_t{filter.status ? static_cast<int>(*filter.status) : 0}}) {
    filters += std::to_string(number) + "/";
  }
  if (filter.currency) filters += filter.currency->text();
  return list_in(scope, "listInvoices", filters + "/" + filter.walk.customer_id);
}

bool matches(const Filter& filter, const db::InvoiceSummary& row) {
  return (!filter.status || row.state.status == *filter.status) &&
         row.due_date >= filter.due_from && row.due_date <= filter.due_to &&
         (!filter.currency || row.state.currency == *filter.currency) &&
         row.state.payable >= filter.payable_from && row.state.payable <= filter.payable_to;
}

// The row as it stood then; false where it was not there yet.
Result<bool> go_back(const Scope& scope, Trails& trails, db::InvoiceSummary& row) {
  if (!scope.as_of) return true;
  if (row.state.id > *scope.as_of) return false;
  if (row.changed <= *scope.as_of) return true;
  auto history = invoice_at(trails, row.state);
  if (!history) return tl::make_unexpected(history.error());
  row.state = history->state();
  return true;
}

struct Page {
  std::vector<db::InvoiceSummary> rows;
  std::optional<db::PageKey> next;
};

// Walks on until the page is full, the list ends, or enough was looked at.
Result<Page> collect(const Scope& scope, Filter filter, std::size_t limit) {
  Page page;
  Trails trails(scope, scope.as_of.value_or(0));
  filter.walk.limit = filter.drops_rows ? kStep : limit + 1;  // one more shows a next page
  for (std::size_t looked = 0;;) {
    auto rows = scope.store.list_invoices(scope.tenant, filter.walk);
    for (auto& row : rows) {
      if (page.rows.size() == limit || looked == kMaxLooked || trails.enough()) {
        page.next = filter.walk.after;
        return page;
      }
      ++looked;
      filter.walk.after = db::PageKey{row.state.issue_date, row.state.id};
      bool there = false;
      LATIDO_TRY(there, go_back(scope, trails, row));
      if (there && matches(filter, row)) page.rows.push_back(std::move(row));
    }
    if (rows.size() < filter.walk.limit) return page;
  }
}

void write_summary(schema::InvoiceSummary::Builder out, const db::InvoiceSummary& in) {
  const auto& state = in.state;
  out.setId(wire::invoice_id_text(state.id));
  out.setNumber(state.number);
  out.setStatus(std::string(domain::status_name(state.status)));
  out.setCustomerId(state.customer_id);
  out.setIssueDate(to_text(state.issue_date));
  out.setDueDate(to_text(in.due_date));
  out.setCurrency(std::string(state.currency.text()));
  out.setPayable(to_text(state.payable, state.currency));
  out.setDue(to_text(state.due(), state.currency));
  out.setPaid(to_text(state.paid, state.currency));
  out.setCredited(to_text(state.credited, state.currency));
  wire::put(in.reference, [&](auto t) { out.setReference(t); });
}

}  // namespace

Checked list_invoices(const Scope& scope, schema::ListInvoices::Reader in, Answer reply) {
  Filter filter;
  LATIDO_TRY(filter, read_filter(scope, in));
  const auto list = list_of(scope, filter);
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 2, wire::view(in.getCursor())));
    filter.walk.after = db::PageKey{Date{static_cast<std::int32_t>(key[0])}, key[1]};
  }
  Page found;
  LATIDO_TRY(found, collect(scope, filter, in.getLimit()));
  auto page = reply.initInvoices();
  auto out = page.initInvoices(static_cast<unsigned>(found.rows.size()));
  for (unsigned i = 0; i < found.rows.size(); ++i) write_summary(out[i], found.rows[i]);
  if (found.next)
    page.setNextCursor(encode_cursor(list, {found.next->issue_date.days, found.next->id}));
  return {};
}

}  // namespace latido::consultas
