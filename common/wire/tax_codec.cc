#include "common/wire/tax_codec.h"

#include "common/wire/try.h"

#include <algorithm>
#include <array>

namespace latido::wire {
namespace {

using domain::TaxCategory;

// What EN 16931 asks of each category's rate (BR-S-5, BR-Z-5, BR-E-5, BR-AE-5, BR-IC-5, BR-G-5,
// BR-O-5, BR-IG-5, BR-IP-5).
enum class RateRule { positive, zero, any, none };

struct Category {
  std::string_view name;
  RateRule rule;
};

constexpr std::array<Category, 10> kCategories{{{"S", RateRule::positive},
                                                {"Z", RateRule::zero},
                                                {"E", RateRule::zero},
                                                {"AE", RateRule::zero},
                                                {"K", RateRule::zero},
                                                {"G", RateRule::zero},
                                                {"O", RateRule::none},
                                                {"L", RateRule::any},
                                                {"M", RateRule::any},
                                                {"B", RateRule::any}}};

Rejection bad_tax(const std::string& field, std::string_view category, const std::string& why) {
  return {Code::bad_tax, field, "Tax category " + std::string(category) + " " + why};
}

}  // namespace

std::string_view category_name(TaxCategory category) {
  return kCategories.at(static_cast<std::size_t>(category)).name;
}

Result<domain::Tax> read_tax(std::string_view name,
                             std::string_view percent,
                             const std::string& prefix) {
  const std::string category = prefix + "category";
  const std::string field = prefix + "percent";
  if (name.empty()) return reject(Code::missing_field, category, category + " is required.");
  const auto* found = std::find_if(
      kCategories.begin(), kCategories.end(), [&](const Category& c) { return c.name == name; });
  if (found == kCategories.end()) {
    return reject(Code::bad_tax,
                  category,
                  "There is no tax category of that name; use S, Z, E, AE, K, G, O, L, M or B.");
  }
  domain::Tax tax{static_cast<TaxCategory>(found - kCategories.begin()), {}};
  if (found->rule == RateRule::none) {
    if (percent.empty()) return tax;
    return tl::make_unexpected(
        bad_tax(field, name, "is outside the scope of tax: leave the percent out."));
  }
  if (percent.empty()) return tl::make_unexpected(bad_tax(field, name, "needs a percent."));
  LATIDO_TRY(tax.rate, parse_percent(percent, field));
  if (found->rule == RateRule::positive && tax.rate.millionths == 0) {
    return tl::make_unexpected(
        bad_tax(field, name, "needs a percent above 0; use Z or E for none."));
  }
  if (found->rule == RateRule::zero && tax.rate.millionths != 0) {
    return tl::make_unexpected(bad_tax(field, name, "must have the percent 0."));
  }
  return tax;
}

}  // namespace latido::wire
