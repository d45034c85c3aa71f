#include "comandos/domain/decide.h"
#include "comandos/domain/printed_number.h"

#include <algorithm>

namespace latido::domain {
namespace {

template <class Series>
NumberRange range_of(const Series& series) {
  return {series.prefix, series.first_number, series.last_number, series.digits};
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
  const auto alike =
      std::find_if(near_prefix.begin(), near_prefix.end(), [&](const SeriesState& other) {
        return print_alike(range_of(command), range_of(other));
      });
  if (alike != near_prefix.end()) {
    return reject(Code::range_overlap,
                  "prefix",
                  "The series " + alike->series +
                      " prints some of the same numbers: choose another prefix or range.");
  }
  return SeriesCreated{command.series,
                       command.prefix,
                       command.first_number,
                       command.last_number,
                       command.digits,
                       command.valid_from,
                       command.valid_to,
                       command.authorization};
}

}  // namespace latido::domain
