#include "common/wire/fields.h"

#include "common/wire/text.h"
#include "common/wire/try.h"

#include <algorithm>

namespace latido::wire {
namespace {

constexpr TextLimits kOwnName{.min = 1, .max = 64};
constexpr TextLimits kCode{.min = 1, .max = 32};
constexpr std::string_view kUnitOne = "C62";  // UN/ECE Recommendation 20: one

tl::unexpected<Rejection> missing(const std::string& field) {
  return reject(Code::missing_field, field, field + " is required.");
}

tl::unexpected<Rejection> negative(const std::string& field) {
  return reject(Code::negative_value, field, field + " must not be negative.");
}

}  // namespace

std::string at(const std::string& list, std::size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

Result<std::string> check_tenant(std::string_view text) {
  auto tenant = check_name(text, "tenant", kOwnName);
  const bool upper =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (tenant && upper) return reject(Code::bad_value, "tenant", "tenant must be in lower case.");
  return tenant;
}

Result<std::string> check_customer_id(std::string_view text, const std::string& field) {
  return check_text(text, field, kOwnName);
}

Result<std::string> check_product_id(std::string_view text) {
  return check_text(text, "productId", kOwnName);
}

Result<std::string> check_price_id(std::string_view text, const std::string& field) {
  return check_text(text, field, kOwnName);
}

Result<std::string> check_series(std::string_view text, const std::string& field) {
  return check_name(text, field, kCode);
}

Result<std::string> check_tax_code(std::string_view text, const std::string& field) {
  return check_name(text, field, kCode);
}

Result<std::string> check_reason(std::string_view text) {
  return check_text(text, "reason", {.min = 1});
}

Result<std::string> check_reference(std::string_view text, const std::string& field) {
  return check_text(text, field, {.max = 128});
}

Result<std::string> read_unit_code(std::string_view text, const std::string& field) {
  if (text.empty()) return std::string(kUnitOne);
  return check_name(text, field, {.max = 8});
}

Result<Currency> read_currency(std::string_view text, const std::string& field) {
  if (text.empty()) return missing(field);
  return parse_currency(text, field);
}

Result<Minor> read_amount(std::string_view text, Currency currency, const std::string& field) {
  if (text.empty()) return missing(field);
  auto amount = parse_amount(text, currency, field);
  if (amount && *amount < 0) return negative(field);
  return amount;
}

Result<Minor> read_positive_amount(std::string_view text,
                                   Currency currency,
                                   const std::string& field) {
  auto amount = read_amount(text, currency, field);
  if (amount && *amount == 0)
    return reject(Code::bad_value, field, field + " must be more than 0.");
  return amount;
}

Result<std::optional<Minor>> read_stated(std::string_view text,
                                         Currency currency,
                                         const std::string& field) {
  if (text.empty()) return std::optional<Minor>{};
  return parse_amount(text, currency, field);
}

Result<Decimal> read_decimal(std::string_view text, const std::string& field) {
  if (text.empty()) return missing(field);
  return parse_decimal(text, field);
}

Result<Decimal> read_unit_price(std::string_view text, const std::string& field) {
  auto price = read_decimal(text, field);
  if (price && price->nano < 0) return negative(field);
  return price;
}

Result<Decimal> read_base_quantity(std::string_view text, const std::string& field) {
  if (text.empty()) return Decimal{Decimal::kOne};
  auto quantity = parse_decimal(text, field);
  if (quantity && quantity->nano < 0) return negative(field);
  if (quantity && quantity->nano == 0)
    return reject(Code::bad_value, field, field + " must be more than 0.");
  return quantity;
}

Result<Date> read_date(std::string_view text, const std::string& field) {
  if (text.empty()) return missing(field);
  return parse_date(text, field);
}

Result<std::optional<Date>> read_optional_date(std::string_view text, const std::string& field) {
  if (text.empty()) return std::optional<Date>{};
  return parse_date(text, field);
}

}  // namespace latido::wire
