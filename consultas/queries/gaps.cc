#include "comandos/domain/printed_number.h"
#include "common/wire/fields.h"
#include "common/wire/try.h"
#include "consultas/master_data_at.h"
#include "consultas/queries/fields.h"
#include "consultas/queries/queries.h"

#include <algorithm>

namespace latido::consultas {
namespace {

constexpr std::uint16_t kMaxLimit = 10'000;

void write_numbers(capnp::List<std::uint64_t>::Builder out, const std::vector<std::int64_t>& in) {
  for (unsigned i = 0; i < in.size(); ++i) out.set(i, static_cast<std::uint64_t>(in[i]));
}

struct Gaps {
  std::vector<std::int64_t> missing;
  std::vector<std::int64_t> voided;
};

// Numbers `first` to `last`. An invoice changes no more once it is void.
Gaps look(const Scope& scope,
          const domain::SeriesState& series,
          std::int64_t first,
          std::int64_t last) {
  Gaps gaps;
  const auto made = scope.store.entity(scope.tenant, db::Entity::series, series.series);
  const auto then = scope.as_of.value_or(scope.head);
  for (auto number = first; number <= last; ++number) {
    const auto printed = domain::printed_number(series.prefix, series.digits, number);
    const auto found = scope.store.numbered(scope.tenant, printed);
    if (!found || found->series != made) {
      gaps.missing.push_back(number);
    } else if (found->status == domain::InvoiceStatus::voided && found->changed <= then) {
      gaps.voided.push_back(number);
    }
  }
  return gaps;
}

}  // namespace

Checked gap_report(const Scope& scope, schema::GapReport::Reader in, Answer reply) {
  std::string code;
  LATIDO_TRY(code, wire::check_series(wire::view(in.getSeries())));
  std::int64_t from = 0;
  LATIDO_TRY(from, read_number(in.getFromNumber(), "fromNumber"));
  LATIDO_CHECK(check_limit(in.getLimit(), kMaxLimit));
  std::optional<domain::SeriesState> series;
  LATIDO_TRY(series, series_at(scope, code));
  if (!series) return reject(Code::not_found, "series", "There is no such series.");
  const auto first = std::max(from, series->first_number);
  const auto used = series->next_number - 1;  // the last number that was given out
  const auto last = used - first >= in.getLimit() ? first + in.getLimit() - 1 : used;
  const auto gaps = look(scope, *series, first, last);

  auto out = reply.initGaps();
  out.setSeries(series->series);
  out.setFirstNumber(static_cast<std::uint64_t>(first));
  if (last >= first) out.setLastNumber(static_cast<std::uint64_t>(last));
  write_numbers(out.initMissing(static_cast<unsigned>(gaps.missing.size())), gaps.missing);
  write_numbers(out.initVoided(static_cast<unsigned>(gaps.voided.size())), gaps.voided);
  if (last < used && last >= first) out.setNextNumber(static_cast<std::uint64_t>(last + 1));
  return {};
}

}  // namespace latido::consultas
