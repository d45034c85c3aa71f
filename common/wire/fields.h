#pragma once

#include "common/money/currency.h"
#include "common/money/date.h"
#include "common/money/decimal.h"
#include "common/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Fields that commands and queries share. `field`: the path that a refusal names.
namespace latido::wire {

// list[2]
std::string at(const std::string& list, std::size_t index);

// The tenant's own names. Refusals: those of check_text and check_name.
Result<std::string> check_tenant(std::string_view text);
Result<std::string> check_customer_id(std::string_view text,
                                      const std::string& field = "customerId");
Result<std::string> check_product_id(std::string_view text);
Result<std::string> check_price_id(std::string_view text, const std::string& field = "priceId");
Result<std::string> check_series(std::string_view text, const std::string& field = "series");
Result<std::string> check_tax_code(std::string_view text, const std::string& field = "taxCode");

// Why: 1 to 255 bytes.
Result<std::string> check_reason(std::string_view text);
// Somebody else's name for it; at most 128 bytes, may be empty.
Result<std::string> check_reference(std::string_view text, const std::string& field = "reference");

// UN/ECE Recommendation 20; C62 (one) where empty.
Result<std::string> read_unit_code(std::string_view text, const std::string& field);

// ISO 4217. Refusals: MISSING_FIELD, UNKNOWN_CURRENCY.
Result<Currency> read_currency(std::string_view text, const std::string& field = "currency");

// Refusals of all amounts: those of parse_amount.
// Required, not negative: MISSING_FIELD, NEGATIVE_VALUE.
Result<Minor> read_amount(std::string_view text, Currency currency, const std::string& field);
// Required, more than 0: MISSING_FIELD, NEGATIVE_VALUE, BAD_VALUE.
Result<Minor> read_positive_amount(std::string_view text,
                                   Currency currency,
                                   const std::string& field);
// Of either sign; nothing where the text is empty.
Result<std::optional<Minor>> read_stated(std::string_view text,
                                         Currency currency,
                                         const std::string& field);

// Required: MISSING_FIELD, those of parse_decimal.
Result<Decimal> read_decimal(std::string_view text, const std::string& field);
// Required, not negative: NEGATIVE_VALUE too.
Result<Decimal> read_unit_price(std::string_view text, const std::string& field);
// More than 0; 1 where empty.
Result<Decimal> read_base_quantity(std::string_view text, const std::string& field);

// Required: MISSING_FIELD, BAD_VALUE.
Result<Date> read_date(std::string_view text, const std::string& field);
// Nothing where the text is empty.
Result<std::optional<Date>> read_optional_date(std::string_view text, const std::string& field);

}  // namespace latido::wire
