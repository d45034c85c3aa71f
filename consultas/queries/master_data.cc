#include "common/wire/command_codec.h"
#include "common/wire/reply_codec.h"
#include "common/wire/try.h"
#include "consultas/queries/queries.h"

namespace latido::consultas {

Checked get_customer(const Scope& scope,
                     schema::GetCustomer::Reader in,
                     schema::Reply::Builder reply) {
  std::string id;
  LATIDO_TRY(id, wire::check_customer_id(wire::view(in.getCustomerId())));
  const auto customer = scope.store.customer(scope.tenant, id);
  if (!customer) return reject(Code::not_found, "customerId", "There is no such customer.");
  wire::write_customer(reply.initCustomer(), *customer);
  return {};
}

Checked series_status(const Scope& scope,
                      schema::SeriesStatus::Reader in,
                      schema::Reply::Builder reply) {
  std::string code;
  LATIDO_TRY(code, wire::check_series(wire::view(in.getSeries())));
  const auto series = scope.store.series(scope.tenant, code);
  if (!series) return reject(Code::not_found, "series", "There is no such series.");
  auto out = reply.initSeries();
  out.setSeries(series->series);
  if (!series->prefix.empty()) out.setPrefix(series->prefix);
  out.setFirstNumber(static_cast<std::uint64_t>(series->first_number));
  out.setLastNumber(static_cast<std::uint64_t>(series->last_number));
  out.setNextNumber(static_cast<std::uint64_t>(series->next_number));
  out.setRemaining(static_cast<std::uint64_t>(series->last_number - series->next_number + 1));
  const auto put = [](Date date, auto setter) {
    const auto text = to_text(date);
    if (!text.empty()) setter(text);
  };
  put(series->valid_from, [&](const std::string& t) { out.setValidFrom(t); });
  put(series->valid_to, [&](const std::string& t) { out.setValidTo(t); });
  put(series->last_issue_date, [&](const std::string& t) { out.setLastIssueDate(t); });
  if (!series->authorization.empty()) out.setAuthorization(series->authorization);
  return {};
}

}  // namespace latido::consultas
