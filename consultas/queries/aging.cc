#include "common/wire/fields.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/past_aging.h"
#include "consultas/queries/cursor.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <numeric>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 200;

void write_row(schema::AgingRow::Builder out, const db::AgingRow& in) {
  const auto text = [&](std::size_t bucket) { return to_text(in.buckets.at(bucket), in.currency); };
  out.setCustomerId(in.customer_id);
  out.setCurrency(std::string(in.currency.text()));
  out.setCurrent(text(0));
  out.setDays1to30(text(1));
  out.setDays31to60(text(2));
  out.setDays61to90(text(3));
  out.setOver90(text(4));
  out.setTotal(
      to_text(std::accumulate(in.buckets.begin(), in.buckets.end(), Minor{0}), in.currency));
}

Result<db::AgingFilter> read_filter(const Scope& scope, schema::AgingReport::Reader in) {
  db::AgingFilter filter;
  LATIDO_TRY(filter.date, read_day_or(scope.today, wire::view(in.getDate()), "date"));
  if (in.getCustomerId().size() > 0)
    LATIDO_TRY(filter.customer_id, wire::check_customer_id(wire::view(in.getCustomerId())));
  if (!filter.customer_id.empty()) LATIDO_CHECK(find_customer(scope, filter.customer_id));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  filter.limit = in.getLimit();
  return filter;
}

}  // namespace

Checked aging_report(const Scope& scope, schema::AgingReport::Reader in, Answer reply) {
  db::AgingFilter filter;
  LATIDO_TRY(filter, read_filter(scope, in));
  const auto list =
      list_in(scope, "agingReport", std::to_string(filter.date.days) + "/" + filter.customer_id);
  if (in.getCursor().size() > 0) {
    std::vector<std::int64_t> key;
    LATIDO_TRY(key, decode_cursor(list, 1, wire::view(in.getCursor())));
    filter.after = key[0];
  }
  db::AgingPage page;
  if (scope.of_the_past()) {
    LATIDO_TRY(page, aging_at(scope, filter));
  } else {
    page = scope.store.aging(scope.tenant, filter);
  }
  auto out = reply.initAging();
  out.setDate(to_text(filter.date));
  auto rows = out.initRows(static_cast<unsigned>(page.rows.size()));
  for (unsigned i = 0; i < page.rows.size(); ++i) write_row(rows[i], page.rows[i]);
  if (page.next != 0) out.setNextCursor(encode_cursor(list, {page.next}));
  return {};
}

}  // namespace latido::consultas
