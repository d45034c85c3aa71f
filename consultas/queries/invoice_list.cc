#include "common/wire/command_codec.h"
#include "common/wire/try.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 200;

Result<db::InvoiceFilter> read_filter(schema::ListInvoices::Reader in) {
  db::InvoiceFilter filter;
  if (in.getStatus().size() > 0) {
    filter.status = domain::parse_status(wire::view(in.getStatus()));
    if (!filter.status) {
      return reject(Code::bad_value, "status", "status must be open, paid or void.");
    }
  }
  if (in.getCustomerId().size() > 0) {
    LATIDO_TRY(filter.customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  }
  if (in.getIssuedFrom().size() > 0) {
    LATIDO_TRY(filter.issued_from, parse_date(wire::view(in.getIssuedFrom()), "issuedFrom"));
  }
  if (in.getIssuedTo().size() > 0) {
    LATIDO_TRY(filter.issued_to, parse_date(wire::view(in.getIssuedTo()), "issuedTo"));
  }
  if (in.getLimit() < 1 || in.getLimit() > kMaxLimit) {
    return reject(Code::bad_value, "limit", "limit must be from 1 to 200.");
  }
  filter.limit = in.getLimit();
  return filter;
}

void write_summary(schema::InvoiceSummary::Builder out, const db::InvoiceSummary& in) {
  out.setId(wire::invoice_id_text(in.id));
  out.setNumber(in.number);
  out.setStatus(std::string(domain::status_name(in.status)));
  out.setCustomerId(in.customer_id);
  out.setIssueDate(to_text(in.issue_date));
  out.setDueDate(to_text(in.due_date));
  out.setCurrency(std::string(in.currency.text()));
  out.setPayable(to_text(in.payable, in.currency));
  out.setDue(to_text(in.due, in.currency));
}

}  // namespace

Checked list_invoices(const Scope& scope,
                      schema::ListInvoices::Reader in,
                      schema::Reply::Builder reply) {
  db::InvoiceFilter filter;
  LATIDO_TRY(filter, read_filter(in));
  if (in.getCursor().size() > 0) {
    LATIDO_TRY(filter.after, decode_cursor(scope.tenant_name, filter, wire::view(in.getCursor())));
  }
  const std::size_t limit = filter.limit;
  filter.limit = limit + 1;  // one more shows whether there is a next page
  auto rows = scope.store.list_invoices(scope.tenant, filter);
  const bool more = rows.size() > limit;
  if (more) rows.resize(limit);

  auto page = reply.initInvoices();
  auto out = page.initInvoices(static_cast<unsigned>(rows.size()));
  for (unsigned i = 0; i < rows.size(); ++i) write_summary(out[i], rows[i]);
  if (more) {
    page.setNextCursor(
        encode_cursor(scope.tenant_name, filter, {rows.back().issue_date, rows.back().id}));
  }
  return {};
}

}  // namespace latido::consultas
