#include "common/money/currency.h"
#include "common/money/date.h"
#include "common/money/decimal.h"
#include "common/money/rounding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido {
namespace {

RC_GTEST_PROP(MoneyText, OfADecimalReadsBackAsTheSameDecimal, (std::int64_t nano)) {
  RC_ASSERT(parse_decimal(to_text(Decimal{nano}), "quantity").value() == Decimal{nano});
}

RC_GTEST_PROP(MoneyText, OfAnAmountReadsBackAsTheSameAmountInEveryExponent, (Minor amount)) {
  for (const auto* code : {"JPY", "EUR", "KWD", "CLF"}) {
    const auto currency = parse_currency(code, "currency").value();
    RC_ASSERT(parse_amount(to_text(amount, currency), currency, "amount").value() == amount);
  }
}

RC_GTEST_PROP(MoneyText, OfARateReadsBackAsTheSameRate, ()) {
  const auto rate = Rate{*rc::gen::inRange(0, 1'000'001)};
  RC_ASSERT(parse_percent(to_percent_text(rate), "percent").value() == rate);
}

RC_GTEST_PROP(MoneyText, OfADayReadsBackAsTheSameDay, ()) {
  const auto date = Date{*rc::gen::inRange(-25'567, 2'932'897)};
  RC_ASSERT(parse_date(to_text(date), "date").value() == date);
}

RC_GTEST_PROP(DivideHalfUp, IsNeverFurtherThanHalfFromTheTruth, (std::int64_t numerator)) {
  const Int128 denominator = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000);
  const auto rounded = divide_half_up(numerator, denominator);
  RC_ASSERT(rounded.has_value());
  const Int128 twice_off = (Int128{*rounded} * denominator - numerator) * 2;
  RC_ASSERT(twice_off <= denominator);
  RC_ASSERT(twice_off >= -denominator);
  // Where two integers are as near, it is the one further from zero.
  if (twice_off == denominator) RC_ASSERT(numerator > 0);
  if (twice_off == -denominator) RC_ASSERT(numerator < 0);
}

}  // namespace
}  // namespace latido
