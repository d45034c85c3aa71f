#include "common/money/date.h"

#include <string>

#include <gtest/gtest.h>

namespace latido {
namespace {

TEST(Date, CountsDaysSince1970) {
  EXPECT_EQ(parse_date("1970-01-01", "issueDate")->days, 0);
  EXPECT_EQ(parse_date("1969-12-31", "issueDate")->days, -1);
  EXPECT_EQ(parse_date("2000-03-01", "issueDate")->days,
            11017);  // 10957 days to 2000-01-01, then 31 + 29
  EXPECT_EQ(parse_date("2024-02-29", "issueDate")->days, 19782);
  EXPECT_EQ(parse_date("1900-01-01", "issueDate")->days, -25567);
  EXPECT_EQ(parse_date("9999-12-31", "issueDate")->days, 2932896);
}

TEST(Date, IsPrintedAsItIsRead) {
  for (const std::string text :
       {"1900-01-01", "1970-01-01", "2000-02-29", "2026-11-05", "9999-12-31"}) {
    EXPECT_EQ(to_text(parse_date(text, "issueDate").value()), text);
  }
}

TEST(Date, IsPrintedAsNothingWhereThereIsNoLimit) {
  EXPECT_EQ(to_text(kNoFirstDate), "");
  EXPECT_EQ(to_text(kNoLastDate), "");
}

TEST(Date, IsRefusedWhenItIsNoDayOfTheCalendar) {
  for (const std::string text : {"",
                                 "2026",
                                 "2026-1-1",
                                 "2026-02-30",
                                 "2023-02-29",
                                 "1900-02-29",
                                 "2026-13-01",
                                 "2026-00-10",
                                 "2026-01-00",
                                 "2026-01-32",
                                 "1899-12-31",
                                 "0000-01-01",
                                 "26-01-01",
                                 "2026/01/01",
                                 "2026-01-01 ",
                                 " 2026-01-01",
                                 "2026-01-01T00:00:00Z",
                                 "10000-01-01",
                                 "-026-01-01",
                                 "2026-+1-01",
                                 "20a6-01-01",
                                 "01-01-2026"}) {
    const auto date = parse_date(text, "dueDate");
    ASSERT_FALSE(date.has_value()) << text;
    EXPECT_EQ(date.error().code, Code::bad_value) << text;
    EXPECT_EQ(date.error().field, "dueDate");
  }
}

TEST(Date, OfAMomentIsItsDayInUtc) {
  constexpr std::int64_t kDayMs = 86'400'000;
  EXPECT_EQ(date_of_unix_ms(0).days, 0);
  EXPECT_EQ(date_of_unix_ms(kDayMs - 1).days, 0);
  EXPECT_EQ(date_of_unix_ms(kDayMs).days, 1);
  EXPECT_EQ(date_of_unix_ms(-1).days, -1);
  EXPECT_EQ(to_text(date_of_unix_ms(1'763'907'420'000)), "2025-11-23");
}

}  // namespace
}  // namespace latido
