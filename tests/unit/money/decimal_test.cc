#include "common/money/decimal.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace latido {
namespace {

struct Reads {
  std::string text;
  std::int64_t nano;
};

class DecimalText : public testing::TestWithParam<Reads> {};

TEST_P(DecimalText, IsReadExactly) {
  const auto value = parse_decimal(GetParam().text, "quantity");
  ASSERT_TRUE(value.has_value()) << value.error().message;
  EXPECT_EQ(value->nano, GetParam().nano);
}

INSTANTIATE_TEST_SUITE_P(Values,
                         DecimalText,
                         testing::Values(Reads{"0", 0},
                                         Reads{"-0", 0},
                                         Reads{"1", 1'000'000'000},
                                         Reads{"007", 7'000'000'000},
                                         Reads{"12.5", 12'500'000'000},
                                         Reads{"-12.5", -12'500'000'000},
                                         Reads{"0.000000001", 1},
                                         Reads{"-0.000000001", -1},
                                         Reads{"1.50000000000000", 1'500'000'000},
                                         Reads{"9223372036.854775807", 9'223'372'036'854'775'807},
                                         Reads{"-9223372036.854775808",
                                               std::numeric_limits<std::int64_t>::min()}));

struct Refuses {
  std::string text;
  Code code;
};

class DecimalRefusal : public testing::TestWithParam<Refuses> {};

TEST_P(DecimalRefusal, NamesTheFieldAndTheCode) {
  const auto value = parse_decimal(GetParam().text, "lines[2].quantity");
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(code_name(value.error().code), code_name(GetParam().code)) << GetParam().text;
  EXPECT_EQ(value.error().field, "lines[2].quantity");
  EXPECT_FALSE(value.error().message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Values,
    DecimalRefusal,
    testing::Values(Refuses{"", Code::bad_value},
                    Refuses{"-", Code::bad_value},
                    Refuses{".", Code::bad_value},
                    Refuses{".5", Code::bad_value},
                    Refuses{"5.", Code::bad_value},
                    Refuses{"+5", Code::bad_value},
                    Refuses{"--5", Code::bad_value},
                    Refuses{" 5", Code::bad_value},
                    Refuses{"5 ", Code::bad_value},
                    Refuses{"1,000", Code::bad_value},
                    Refuses{"1.2.3", Code::bad_value},
                    Refuses{"1e3", Code::bad_value},
                    Refuses{"0x10", Code::bad_value},
                    Refuses{"NaN", Code::bad_value},
                    Refuses{std::string("1\0", 2), Code::bad_value},
                    Refuses{"\xd9\xa1", Code::bad_value},  // an Arabic-Indic one
                    Refuses{"0.0000000001", Code::too_many_decimals},
                    Refuses{"99999999999999999999.0000000001", Code::too_many_decimals},
                    Refuses{"9223372036.854775808", Code::overflow},
                    Refuses{"-9223372036.854775809", Code::overflow},
                    Refuses{"9223372037", Code::overflow},
                    Refuses{std::string(1000, '9'), Code::overflow}));

TEST(Decimal, IsPrintedInItsShortestForm) {
  EXPECT_EQ(to_text(Decimal{0}), "0");
  EXPECT_EQ(to_text(Decimal{12'500'000'000}), "12.5");
  EXPECT_EQ(to_text(Decimal{3'000'000'000}), "3");
  EXPECT_EQ(to_text(Decimal{100'000'000'000}), "100");
  EXPECT_EQ(to_text(Decimal{-1}), "-0.000000001");
  EXPECT_EQ(to_text(Decimal{std::numeric_limits<std::int64_t>::min()}), "-9223372036.854775808");
}

TEST(Percent, IsReadAsMillionthsOfTheWhole) {
  EXPECT_EQ(parse_percent("19", "percent")->millionths, 190'000);
  EXPECT_EQ(parse_percent("19.00", "percent"), parse_percent("19", "percent"));
  EXPECT_EQ(parse_percent("5.5", "percent")->millionths, 55'000);
  EXPECT_EQ(parse_percent("0.0001", "percent")->millionths, 1);
  EXPECT_EQ(parse_percent("0", "percent")->millionths, 0);
  EXPECT_EQ(parse_percent("100", "percent")->millionths, 1'000'000);
}

TEST(Percent, IsPrintedInItsShortestForm) {
  EXPECT_EQ(to_percent_text(Rate{190'000}), "19");
  EXPECT_EQ(to_percent_text(Rate{55'000}), "5.5");
  EXPECT_EQ(to_percent_text(Rate{1}), "0.0001");
  EXPECT_EQ(to_percent_text(Rate{0}), "0");
  EXPECT_EQ(to_percent_text(Rate{1'000'000}), "100");
}

class PercentRefusal : public testing::TestWithParam<Refuses> {};

TEST_P(PercentRefusal, NamesTheFieldAndTheCode) {
  const auto rate = parse_percent(GetParam().text, "lines[0].tax.percent");
  ASSERT_FALSE(rate.has_value());
  EXPECT_EQ(code_name(rate.error().code), code_name(GetParam().code)) << GetParam().text;
  EXPECT_EQ(rate.error().field, "lines[0].tax.percent");
}

INSTANTIATE_TEST_SUITE_P(Values,
                         PercentRefusal,
                         testing::Values(Refuses{"", Code::bad_value},
                                         Refuses{"19%", Code::bad_value},
                                         Refuses{"100.0001", Code::bad_value},
                                         Refuses{"99999999999999999999", Code::bad_value},
                                         Refuses{"5.00001", Code::too_many_decimals},
                                         Refuses{"-1", Code::negative_value},
                                         Refuses{"-99999999999999999999", Code::negative_value}));

}  // namespace
}  // namespace latido
