#include "common/code.h"

#include <array>
#include <cstddef>

namespace latido {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({
    "NO_SERVICE",
    "BUSY",
    "EXPIRED",
    "OUTCOME_UNKNOWN",
    "QUARANTINED",
    "MALFORMED_REQUEST",
    "MALFORMED_JSON",
    "MALFORMED_CAPNP",
    "TOO_LARGE",
    "UNKNOWN_FIELD",
    "UNKNOWN_COMMAND",
    "UNKNOWN_QUERY",
    "MISSING_FIELD",
    "TOO_LONG",
    "BAD_VALUE",
    "TOO_MANY_DECIMALS",
    "NEGATIVE_VALUE",
    "OVERFLOW",
    "UNKNOWN_CURRENCY",
    "BAD_TAX",
    "NO_LINES",
    "IDEMPOTENCY_MISMATCH",
    "UNKNOWN_TENANT",
    "UNKNOWN_CUSTOMER",
    "UNKNOWN_SERIES",
    "UNKNOWN_INVOICE",
    "DUPLICATE_CUSTOMER",
    "DUPLICATE_SERIES",
    "RANGE_OVERLAP",
    "SERIES_EXHAUSTED",
    "SERIES_EXPIRED",
    "DATE_REGRESSION",
    "EXPECTED_MISMATCH",
    "NEGATIVE_TOTAL",
    "NOT_OPEN",
    "HAS_PAYMENTS",
    "CURRENCY_MISMATCH",
    "EXCEEDS_DUE",
    "DUPLICATE_REFERENCE",
    "VERSION_CONFLICT",
    "ARCHIVED",
    "DUPLICATE_PRODUCT",
    "UNKNOWN_PRODUCT",
    "DUPLICATE_PRICE",
    "UNKNOWN_PRICE",
    "UNKNOWN_TAX_RATE",
    "TAX_IN_USE",
    "WRONG_SERIES_KIND",
    "SERIES_CLOSED",
    "PERIOD_CLOSED",
    "UNKNOWN_DRAFT",
    "NOT_DRAFT",
    "VOID_FORBIDDEN",
    "HAS_CREDIT_NOTES",
    "NOT_UNCOLLECTIBLE",
    "UNKNOWN_LINE",
    "EXCEEDS_CREDITABLE",
    "SPLIT_MISMATCH",
    "UNKNOWN_PAYMENT",
    "PAYMENT_REVERSED",
    "WRONG_CUSTOMER",
    "EXCEEDS_PAYMENT",
    "INSUFFICIENT_CREDIT",
    "NOT_ALLOCATED",
    "EXCEEDS_REFUNDABLE",
    "DUPLICATE_TENANT",
    "NOT_EXPORTABLE",
    "NOT_FOUND",
    "BAD_CURSOR",
    "NOT_YET",
    "INTERNAL",
});
static_assert(kNames.size() == static_cast<std::size_t>(Code::count_));

}  // namespace

std::string_view code_name(Code code) { return kNames.at(static_cast<std::size_t>(code)); }

}  // namespace latido
