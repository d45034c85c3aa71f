#include "comandos/domain/catalogue.h"
#include "comandos/domain/decide.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace latido::domain {
namespace {

Rejection retired(const TaxRateState& rate) {
  return {Code::archived,
          "taxCode",
          "The tax rate " + rate.tax_code + " is retired after " + to_text(rate.retired_after) +
              "; define another code."};
}

Rejection in_use(const TaxRateState& rate, std::string field) {
  return {Code::tax_in_use,
          std::move(field),
          "A document of " + to_text(rate.last_used) + " uses the tax rate " + rate.tax_code +
              "; choose a later day."};
}

bool is_retired(const TaxRateState& rate) { return rate.retired_after != kNoLastDate; }

}  // namespace

std::optional<Tax> TaxRateState::on(Date day) const {
  if (day > retired_after) return std::nullopt;
  const auto later = std::find_if(versions.begin(), versions.end(), [&](const Version& version) {
    return version.valid_from > day;
  });
  if (later == versions.begin()) return std::nullopt;
  return std::prev(later)->tax;
}

Result<TaxRateDefined> decide(const DefineTaxRate& command,
                              const std::optional<TaxRateState>& existing) {
  if (existing) {
    if (is_retired(*existing)) return tl::make_unexpected(retired(*existing));
    if (!existing->versions.empty() && command.valid_from <= existing->versions.back().valid_from) {
      return reject(Code::bad_value,
                    "validFrom",
                    "The tax rate " + command.tax_code + " has a version from " +
                        to_text(existing->versions.back().valid_from) +
                        "; a further one must begin later.");
    }
    if (existing->last_used >= command.valid_from) {
      return tl::make_unexpected(in_use(*existing, "validFrom"));
    }
  }
  return TaxRateDefined{command.tax_code, command.tax, command.valid_from};
}

Result<TaxRateRetired> decide(const RetireTaxRate& command,
                              const std::optional<TaxRateState>& existing) {
  if (!existing) {
    return reject(
        Code::unknown_tax_rate, "taxCode", "There is no tax rate " + command.tax_code + ".");
  }
  if (is_retired(*existing)) return tl::make_unexpected(retired(*existing));
  if (existing->last_used > command.valid_to) {
    return tl::make_unexpected(in_use(*existing, "validTo"));
  }
  return TaxRateRetired{command.tax_code, command.valid_to};
}

}  // namespace latido::domain
