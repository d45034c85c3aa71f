#include "comandos/domain/decide.h"
#include "comandos/domain/printed_number.h"
#include "comandos/domain/refusals.h"

#include <algorithm>

namespace latido::domain {
namespace {

template <class Series>
NumberRange range_of(const Series& series) {
  return {series.prefix, series.first_number, series.last_number, series.digits};
}

// Another series than `name` that would print a number of `range`.
Guard refuse_overlap(const NumberRange& range,
                     const std::string& name,
                     const std::vector<SeriesState>& near_prefix,
                     const char* field) {
  const auto alike =
      std::find_if(near_prefix.begin(), near_prefix.end(), [&](const SeriesState& other) {
        return other.series != name && print_alike(range, range_of(other));
      });
  if (alike == near_prefix.end()) return std::nullopt;
  return Rejection{Code::range_overlap,
                   field,
                   "The series " + alike->series +
                       " prints some of the same numbers: choose another prefix or range."};
}

Guard refuse_not_more(const RangeExtended& extended, const SeriesState& series) {
  if (extended.last_number < series.last_number) {
    return Rejection{Code::bad_value,
                     "lastNumber",
                     "The series " + series.series + " goes to " +
                         std::to_string(series.last_number) + " already; it never gets shorter."};
  }
  if (extended.valid_to < series.valid_to) {
    return Rejection{Code::bad_value,
                     "validTo",
                     "The series " + series.series + " is valid " +
                         (series.valid_to == kNoLastDate ? "without limit"
                                                         : "until " + to_text(series.valid_to)) +
                         " already; it never gets shorter."};
  }
  if (extended.last_number == series.last_number && extended.valid_to == series.valid_to &&
      extended.authorization == series.authorization) {
    return Rejection{Code::bad_value,
                     "lastNumber",
                     "Nothing would change: give a higher lastNumber, a later validTo or another "
                     "authorization."};
  }
  return std::nullopt;
}

}  // namespace

Result<SeriesCreated> decide(const CreateSeries& command,
                             const std::optional<SeriesState>& existing,
                             const std::vector<SeriesState>& near_prefix) {
  if (existing) {
    return reject(
        Code::duplicate_series, "series", "There is a series " + command.series + " already.");
  }
  if (command.last_number < command.first_number) {
    return reject(Code::bad_value, "lastNumber", "lastNumber must not be below firstNumber.");
  }
  if (command.valid_to < command.valid_from) {
    return reject(Code::bad_value, "validTo", "validTo must not be before validFrom.");
  }
  if (auto refusal = refuse_overlap(range_of(command), command.series, near_prefix, "prefix")) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return SeriesCreated{command.series,
                       command.prefix,
                       command.first_number,
                       command.last_number,
                       command.digits,
                       command.valid_from,
                       command.valid_to,
                       command.authorization,
                       command.kind};
}

Result<SeriesClosed> decide(const CloseSeries& command,
                            const std::optional<SeriesState>& existing) {
  if (!existing) return tl::make_unexpected(no_such_series(command.series));
  if (existing->closed) {
    return reject(
        Code::series_closed, "series", "The series " + command.series + " is closed already.");
  }
  return SeriesClosed{command.series};
}

Result<RangeExtended> decide(const ExtendRange& command,
                             const std::optional<SeriesState>& existing,
                             const std::vector<SeriesState>& near_prefix) {
  if (!existing) return tl::make_unexpected(no_such_series(command.series));
  if (existing->closed) {
    return reject(Code::series_closed,
                  "series",
                  "The series " + command.series + " is closed; create another.");
  }
  RangeExtended extended{command.series,
                         command.last_number.value_or(existing->last_number),
                         command.valid_to.value_or(existing->valid_to),
                         command.authorization.value_or(existing->authorization)};
  if (auto refusal = refuse_not_more(extended, *existing)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  NumberRange range = range_of(*existing);
  range.last = extended.last_number;
  if (auto refusal = refuse_overlap(range, existing->series, near_prefix, "lastNumber")) {
    return tl::make_unexpected(std::move(*refusal));
  }
  return extended;
}

}  // namespace latido::domain
