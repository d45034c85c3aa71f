#include "comandos/domain/catalogue.h"
#include "comandos/domain/limits.h"

#include <utility>

namespace latido::domain {
namespace {

using Done = std::optional<Rejection>;

// What the wire leaves where no tax is stated: S at 0 %, which it refuses where stated (BR-S-05).
bool states_tax(const Line& line) { return line.tax != Tax{}; }

Done refuse_price(const std::optional<PriceState>& found,
                  const std::string& price_id,
                  Currency currency,
                  const std::string& field) {
  if (!found) return Rejection{Code::unknown_price, field, "There is no price " + price_id + "."};
  if (found->archived || found->product_archived) {
    return Rejection{Code::archived,
                     field,
                     "The price " + price_id + " or its product is archived; use another."};
  }
  if (found->price.currency != currency) {
    return Rejection{Code::currency_mismatch,
                     field,
                     "The price " + price_id + " is in " +
                         std::string(found->price.currency.text()) + ", not in " +
                         std::string(currency.text()) + "."};
  }
  return std::nullopt;
}

Done fill_in_tax(Line& line, Date issue_date, Catalogue& catalogue, const std::string& field) {
  const auto rate = catalogue.tax_rate(line.tax_code);
  const auto tax = rate ? rate->on(issue_date) : std::nullopt;
  if (!tax) {
    return Rejection{Code::unknown_tax_rate,
                     field,
                     "There is no tax rate " + line.tax_code + " on " + to_text(issue_date) + "."};
  }
  line.tax = *tax;
  for (auto& allowance_or_charge : line.allowances_charges) allowance_or_charge.tax = *tax;
  return std::nullopt;
}

void take_price(Line& line, const PriceState& found) {
  if (line.name.empty()) line.name = found.product.name;
  line.unit_code = found.product.unit_code;
  line.unit_price = found.price.unit_price;
  line.base_quantity = found.price.base_quantity;
}

Done fill_in_line(Line& line,
                  Currency currency,
                  Date issue_date,
                  Catalogue& catalogue,
                  const std::string& field) {
  std::string tax_field = field + ".taxCode";
  if (!line.price_id.empty()) {
    const auto found = catalogue.price(line.price_id);
    if (auto refusal = refuse_price(found, line.price_id, currency, field + ".priceId")) {
      return refusal;
    }
    take_price(line, *found);
    if (line.tax_code.empty() && !states_tax(line)) {
      line.tax_code = found->price.tax_code;
      tax_field = field + ".priceId";
    }
  }
  if (!line.tax_code.empty()) return fill_in_tax(line, issue_date, catalogue, tax_field);
  if (line.price_id.empty() || states_tax(line)) return std::nullopt;
  return Rejection{Code::missing_field,
                   field + ".tax",
                   "The price " + line.price_id + " has no tax code: state the line's tax."};
}

Done refuse_long_text(const std::vector<Line>& lines) {
  std::size_t bytes = lines.size() * kBytesOfALine;
  for (const auto& line : lines) bytes += line.name.size();
  if (bytes <= kMaxLineText) return std::nullopt;
  return Rejection{
      Code::too_long,
      "lines",
      "The names of all lines together are too long: with 32 bytes for each line, they have " +
          std::to_string(bytes) + " bytes, and at most " + std::to_string(kMaxLineText) +
          " are taken. Use fewer lines or shorter names."};
}

}  // namespace

Result<std::vector<Line>> fill_in(std::vector<Line> lines,
                                  Currency currency,
                                  Date issue_date,
                                  Catalogue& catalogue) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string field = "lines[" + std::to_string(i) + "]";
    if (auto refusal = fill_in_line(lines[i], currency, issue_date, catalogue, field)) {
      return tl::make_unexpected(std::move(*refusal));
    }
  }
  if (auto refusal = refuse_long_text(lines)) return tl::make_unexpected(std::move(*refusal));
  return lines;
}

}  // namespace latido::domain
