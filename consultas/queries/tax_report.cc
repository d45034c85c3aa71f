#include "common/wire/fields.h"
#include "common/wire/tax_codec.h"
#include "common/wire/try.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {
namespace {

void write_row(schema::TaxReportRow::Builder out, const db::TaxRow& in) {
  const auto text = [&](Minor amount) { return to_text(amount, in.currency); };
  out.setCurrency(std::string(in.currency.text()));
  out.setCategory(std::string(wire::category_name(in.tax.category)));
  if (in.tax.category != domain::TaxCategory::o) out.setPercent(to_percent_text(in.tax.rate));
  out.setInvoicedBase(text(in.invoiced_base));
  out.setInvoicedTax(text(in.invoiced_tax));
  out.setCreditedBase(text(in.credited_base));
  out.setCreditedTax(text(in.credited_tax));
  out.setBase(text(in.invoiced_base - in.credited_base));
  out.setTax(text(in.invoiced_tax - in.credited_tax));
  out.setDocuments(in.documents);
}

}  // namespace

// All parts are of the moment of the first, asked for or now: what is issued or voided between two
// parts changes none of their sums.
Checked tax_report(const Scope& scope, schema::TaxReport::Reader in, Answer reply) {
  db::TaxFilter filter;
  LATIDO_TRY(filter.from, wire::read_date(wire::view(in.getFrom()), "from"));
  LATIDO_TRY(filter.to, wire::read_date(wire::view(in.getTo()), "to"));
  LATIDO_CHECK(check_range(filter.from, filter.to, "to"));
  filter.as_of = scope.as_of.value_or(scope.head);
  auto list = list_in(
      scope, "taxReport", std::to_string(filter.from.days) + "/" + std::to_string(filter.to.days));
  list.moment.position = filter.as_of;
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 2, wire::view(in.getCursor())));
    filter.after = db::PageKey{Date{static_cast<std::int32_t>(key[0])}, key[1]};
  }
  const auto part = scope.store.taxes(scope.tenant, filter);
  if (part.too_large) {
    return reject(Code::overflow, "to", "The sums do not fit into 64 bits; ask for fewer days.");
  }
  auto out = reply.initTaxes();
  auto rows = out.initRows(static_cast<unsigned>(part.rows.size()));
  for (unsigned i = 0; i < part.rows.size(); ++i) write_row(rows[i], part.rows[i]);
  if (part.next)
    out.setNextCursor(encode_cursor(list, {part.next->issue_date.days, part.next->id}));
  return {};
}

}  // namespace latido::consultas
