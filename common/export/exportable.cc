#include "common/export/exportable.h"

#include "common/country.h"
#include "common/export/category_rules.h"
#include "common/money/rounding.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace latido::exports {
namespace {

constexpr std::uint8_t kExponentMax = 2;
constexpr Int128 kMillion = 1'000'000;

tl::unexpected<Rejection> refuse(std::string field, std::string why) {
  return reject(Code::not_exportable, std::move(field), std::move(why));
}

Checked check_parties(const ExportedDocument& exported) {
  if (!exported.seller) {
    return refuse("seller", "No seller was set when it was issued: EN 16931 must name one.");
  }
  if (exported.seller->tax_id.empty()) {
    return refuse("seller.taxId", "The seller has no tax id: EN 16931 needs one (BR-CO-26).");
  }
  if (exported.seller->address.country.empty()) {
    return refuse("seller.address.country",
                  "The seller has no country: EN 16931 needs one (BR-09).");
  }
  if (exported.document.customer.address.country.empty()) {
    return refuse("customer.address.country",
                  "The customer has no country: EN 16931 needs one (BR-11).");
  }
  return {};
}

// Those stored before countries were held against ISO 3166-1.
Checked check_countries(const ExportedDocument& exported) {
  const auto& seller = exported.seller->address.country;
  const auto& customer = exported.document.customer.address.country;
  if (is_country(seller) && is_country(customer)) return {};
  const bool of_seller = !is_country(seller);
  return refuse(of_seller ? "seller.address.country" : "customer.address.country",
                (of_seller ? seller : customer) +
                    " is no country of ISO 3166-1: EN 16931 (BR-CL-14) needs one.");
}

Checked check_currency(Currency currency) {
  if (currency.exponent <= kExponentMax) return {};
  return refuse("currency",
                "Amounts in " + std::string(currency.text()) + " have " +
                    std::to_string(currency.exponent) +
                    " decimals: EN 16931 carries 2 at the most.");
}

// Under `cfdi` a line has its amount from 6 decimals, which need not be those of price x quantity.
Checked check_profile(domain::RoundingProfile profile) {
  if (profile != domain::RoundingProfile::cfdi) return {};
  return refuse(
      "roundingProfile",
      "It was issued under the rounding profile cfdi, which rounds only the totals: EN 16931 "
      "has each line rounded (BT-131), and its totals follow from these.");
}

// The domain has added these up before, in 64 bits and checked; 128 bits spare doing so again.
std::map<domain::Tax, Int128> bases_of(const domain::Invoice& document) {
  std::map<domain::Tax, Int128> bases;
  for (const auto& line : document.lines) bases[line.tax] += line.amount;
  for (const auto& item : document.allowances_charges) {
    bases[item.tax] += item.charge ? item.amount : -Int128{item.amount};
  }
  return bases;
}

Checked check_lines(const domain::Invoice& document) {
  Int128 sum = 0;
  for (const auto& line : document.lines) sum += line.amount;
  if (sum == document.totals.line_total) return {};
  return refuse("totals.lineTotal",
                "Its rounding profile gives a total that its lines do not add up to: EN 16931 "
                "(BR-CO-10) does not allow that.");
}

// BR-CO-17 allows for less than one currency unit.
bool follows_from_base(const domain::TaxGroup& group, Currency currency) {
  Int128 unit = 1;
  for (int i = 0; i < currency.exponent; ++i) unit *= 10;
  const auto exact = divide_half_up(Int128{group.base} * group.tax.rate.millionths, kMillion);
  if (!exact) return false;
  const Int128 difference = Int128{group.amount} - *exact;
  return difference < unit && -difference < unit;
}

Checked check_groups(const domain::Invoice& document) {
  auto bases = bases_of(document);
  Int128 tax_total = 0;
  for (const auto& group : document.taxes) {
    if (bases[group.tax] != group.base) {
      return refuse("taxes",
                    "Its rounding profile gives a tax base that its lines do not add up to: EN "
                    "16931 (BR-S-08) does not allow that.");
    }
    if (!follows_from_base(group, document.currency)) {
      return refuse("taxes",
                    "Its rounding profile gives a tax that is a currency unit or more away from "
                    "base x rate: EN 16931 (BR-CO-17) does not allow that.");
    }
    tax_total += group.amount;
  }
  if (tax_total == document.totals.tax_total) return {};
  return refuse(
      "totals.taxTotal",
      "Its tax total is not the sum of its tax groups: EN 16931 (BR-CO-14) does not allow "
      "that.");
}

}  // namespace

Checked check_exportable(const ExportedDocument& exported) {
  if (auto parties = check_parties(exported); !parties) return parties;
  if (auto countries = check_countries(exported); !countries) return countries;
  if (auto currency = check_currency(exported.document.currency); !currency) return currency;
  if (auto profile = check_profile(exported.document.rounding_profile); !profile) return profile;
  if (auto categories = check_categories(exported); !categories) return categories;
  if (auto lines = check_lines(exported.document); !lines) return lines;
  return check_groups(exported.document);
}

}  // namespace latido::exports
