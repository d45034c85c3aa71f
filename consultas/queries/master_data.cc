#include "common/wire/document_codec.h"
#include "common/wire/fields.h"
#include "common/wire/put.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {

Checked get_customer(const Scope& scope, schema::GetCustomer::Reader in, Answer reply) {
  std::string id;
  LATIDO_TRY(id, wire::check_customer_id(wire::view(in.getCustomerId())));
  std::optional<domain::CustomerState> found;
  LATIDO_TRY(found, customer_at(scope, id));
  if (!found) return reject(Code::not_found, "customerId", "There is no such customer.");
  auto out = reply.initCustomer();
  wire::write_customer(out, found->customer);
  out.setVersion(found->version);
  out.setArchived(found->archived);
  return {};
}

Checked series_status(const Scope& scope, schema::SeriesStatus::Reader in, Answer reply) {
  std::string code;
  LATIDO_TRY(code, wire::check_series(wire::view(in.getSeries())));
  std::optional<domain::SeriesState> series;
  LATIDO_TRY(series, series_at(scope, code));
  if (!series) return reject(Code::not_found, "series", "There is no such series.");
  auto out = reply.initSeries();
  out.setSeries(series->series);
  out.setKind(static_cast<schema::DocumentKind>(series->kind));
  wire::put(series->prefix, [&](auto t) { out.setPrefix(t); });
  out.setDigits(series->digits);
  out.setFirstNumber(static_cast<std::uint64_t>(series->first_number));
  out.setLastNumber(static_cast<std::uint64_t>(series->last_number));
  out.setNextNumber(static_cast<std::uint64_t>(series->next_number));
  out.setRemaining(static_cast<std::uint64_t>(series->last_number - series->next_number + 1));
  wire::put(to_text(series->valid_from), [&](auto t) { out.setValidFrom(t); });
  wire::put(to_text(series->valid_to), [&](auto t) { out.setValidTo(t); });
  wire::put(to_text(series->last_issue_date), [&](auto t) { out.setLastIssueDate(t); });
  wire::put(series->authorization, [&](auto t) { out.setAuthorization(t); });
  out.setClosed(series->closed);
  return {};
}

}  // namespace latido::consultas
