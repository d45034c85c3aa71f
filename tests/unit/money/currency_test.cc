#include "common/money/currency.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace latido {
namespace {

Currency currency(std::string_view code) { return parse_currency(code, "currency").value(); }

struct Exponent {
  std::string code;
  int exponent;
};

class CurrencyExponent : public testing::TestWithParam<Exponent> {};

TEST_P(CurrencyExponent, IsThatOfIso4217) {
  const auto parsed = parse_currency(GetParam().code, "currency");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(int{parsed->exponent}, GetParam().exponent);
  EXPECT_EQ(parsed->text(), GetParam().code);
}

// Every currency whose exponent is not 2, and some of the many that have 2, first and last of the
// list among them.
INSTANTIATE_TEST_SUITE_P(Iso4217,
                         CurrencyExponent,
                         testing::Values(Exponent{"BIF", 0},
                                         Exponent{"CLP", 0},
                                         Exponent{"DJF", 0},
                                         Exponent{"GNF", 0},
                                         Exponent{"ISK", 0},
                                         Exponent{"JPY", 0},
                                         Exponent{"KMF", 0},
                                         Exponent{"KRW", 0},
                                         Exponent{"PYG", 0},
                                         Exponent{"RWF", 0},
                                         Exponent{"UGX", 0},
                                         Exponent{"UYI", 0},
                                         Exponent{"VND", 0},
                                         Exponent{"VUV", 0},
                                         Exponent{"XAF", 0},
                                         Exponent{"XOF", 0},
                                         Exponent{"XPF", 0},
                                         Exponent{"BHD", 3},
                                         Exponent{"IQD", 3},
                                         Exponent{"JOD", 3},
                                         Exponent{"KWD", 3},
                                         Exponent{"LYD", 3},
                                         Exponent{"OMR", 3},
                                         Exponent{"TND", 3},
                                         Exponent{"CLF", 4},
                                         Exponent{"UYW", 4},
                                         Exponent{"AED", 2},
                                         Exponent{"COP", 2},
                                         Exponent{"EUR", 2},
                                         Exponent{"MGA", 2},
                                         Exponent{"MRU", 2},
                                         Exponent{"MXN", 2},
                                         Exponent{"USD", 2},
                                         Exponent{"ZWL", 2}),
                         [](const auto& row) { return row.param.code; });

TEST(Currency, IsRefusedWhenIsoDoesNotKnowItOrGivesItNoExponent) {
  for (const std::string text : {"",
                                 "E",
                                 "EU",
                                 "EURO",
                                 "eur",
                                 "Eur",
                                 "ABC",
                                 "XAU",
                                 "XAG",
                                 "XDR",
                                 "XXX",
                                 "XTS",
                                 "UR ",
                                 " EU",
                                 "R F",
                                 "978"}) {
    const auto parsed = parse_currency(text, "currency");
    ASSERT_FALSE(parsed.has_value()) << text;
    EXPECT_EQ(parsed.error().code, Code::unknown_currency) << text;
    EXPECT_EQ(parsed.error().field, "currency");
  }
}

struct Amount {
  std::string code;
  std::string text;  // as printed
  Minor minor;
};

class AmountText : public testing::TestWithParam<Amount> {};

TEST_P(AmountText, IsReadAndPrintedInTheCurrencysOwnUnit) {
  const auto& [code, text, minor] = GetParam();
  const auto parsed = parse_amount(text, currency(code), "amount");
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  EXPECT_EQ(*parsed, minor);
  EXPECT_EQ(to_text(minor, currency(code)), text);
}

constexpr Minor kLargest = std::numeric_limits<Minor>::max();
constexpr Minor kSmallest = std::numeric_limits<Minor>::min();

INSTANTIATE_TEST_SUITE_P(Values,
                         AmountText,
                         testing::Values(Amount{"EUR", "10.50", 1050},
                                         Amount{"EUR", "0.00", 0},
                                         Amount{"EUR", "-0.01", -1},
                                         Amount{"EUR", "92233720368547758.07", kLargest},
                                         Amount{"EUR", "-92233720368547758.08", kSmallest},
                                         Amount{"JPY", "1050", 1050},
                                         Amount{"JPY", "-1", -1},
                                         Amount{"JPY", "9223372036854775807", kLargest},
                                         Amount{"KWD", "10.500", 10500},
                                         Amount{"KWD", "0.001", 1},
                                         Amount{"KWD", "9223372036854775.807", kLargest},
                                         Amount{"CLF", "1.0500", 10500},
                                         Amount{"CLF", "-0.0001", -1},
                                         Amount{"CLF", "922337203685477.5807", kLargest}));

TEST(Amount, MayLeaveDecimalsOutAndCarryZerosAtTheEnd) {
  EXPECT_EQ(parse_amount("10.5", currency("EUR"), "amount"), 1050);
  EXPECT_EQ(parse_amount("10", currency("EUR"), "amount"), 1000);
  EXPECT_EQ(parse_amount("10.5000", currency("EUR"), "amount"), 1050);
  EXPECT_EQ(parse_amount("10.000", currency("JPY"), "amount"), 10);
}

struct Refused {
  std::string code;
  std::string text;
  Code why;
};

class AmountRefusal : public testing::TestWithParam<Refused> {};

TEST_P(AmountRefusal, NamesTheFieldAndTheCode) {
  const auto parsed = parse_amount(GetParam().text, currency(GetParam().code), "prepaid");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(code_name(parsed.error().code), code_name(GetParam().why)) << GetParam().text;
  EXPECT_EQ(parsed.error().field, "prepaid");
}

INSTANTIATE_TEST_SUITE_P(Values,
                         AmountRefusal,
                         testing::Values(Refused{"EUR", "", Code::bad_value},
                                         Refused{"EUR", "10,50", Code::bad_value},
                                         Refused{"EUR", "10.505", Code::too_many_decimals},
                                         Refused{"JPY", "10.5", Code::too_many_decimals},
                                         Refused{"KWD", "10.5005", Code::too_many_decimals},
                                         Refused{"CLF", "10.50005", Code::too_many_decimals},
                                         Refused{"EUR", "92233720368547758.08", Code::overflow},
                                         Refused{"EUR", "-92233720368547758.09", Code::overflow},
                                         Refused{"JPY", "9223372036854775808", Code::overflow},
                                         Refused{"KWD", "9223372036854775.808", Code::overflow},
                                         Refused{"CLF", "922337203685477.5808", Code::overflow}));

}  // namespace
}  // namespace latido
