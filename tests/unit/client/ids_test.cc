#include "clients/cpp/command/ids.h"

#include "clients/cpp/command/usage_error.h"

#include <gtest/gtest.h>

namespace latido::command {

TEST(Ids, SayWhatTheyAreOf) {
  EXPECT_EQ(kind_of("inv-7"), IdKind::invoice);
  EXPECT_EQ(kind_of("cn-80"), IdKind::credit_note);
  EXPECT_EQ(kind_of("pay-9"), IdKind::payment);
  EXPECT_EQ(kind_of("draft-4"), IdKind::draft);
  for (const char* number : {"", "inv-", "inv-7a", "INV-7", "F-000012", "7", "pay-9 "}) {
    EXPECT_EQ(kind_of(number), IdKind::none) << number;
  }
}

TEST(Allocation, IsAnInvoiceAndAnAmount) {
  const auto pair = split_pair("F=1=50.00", "INVOICE=AMOUNT");
  EXPECT_EQ(pair.left, "F=1");
  EXPECT_EQ(pair.right, "50.00");
  for (const char* text : {"", "=", "inv-7", "inv-7=", "=50.00"}) {
    EXPECT_THROW(split_pair(text, "INVOICE=AMOUNT"), UsageError) << text;
  }
}

// 2026-03-31 is 56 years of 365 days, 14 leap days, and 31 + 28 + 30 days after 1970-01-01: 20543.
TEST(Moment, IsAPositionADayOrATime) {
  EXPECT_EQ(parse_moment("120").position, 120U);
  EXPECT_EQ(parse_moment("2026-03-31").unix_ms, 20'543LL * 86'400'000 + 86'399'999);
  EXPECT_EQ(parse_moment("2026-03-31T12:01:02Z").unix_ms, 20'543LL * 86'400'000 + 43'262'000);
}

TEST(Moment, IsNothingElse) {
  for (const char* text : {"",
                           "0",
                           "-1",
                           "yesterday",
                           "2026-02-30",
                           "2026-03-31T12:00:00",
                           "2026-03-31T24:00:00Z",
                           "2026-03-31T12:60:00Z",
                           "2026-03-31T12:00:00+01:00",
                           "99999999999999999999"}) {
    EXPECT_THROW(parse_moment(text), UsageError) << text;
  }
}

TEST(CreditedLine, IsWholeOrByQuantityOrByAmount) {
  const auto whole = parse_credited_line("2");
  EXPECT_EQ(whole.line, 2);
  EXPECT_EQ(whole.quantity + whole.amount, "");
  EXPECT_EQ(parse_credited_line("2:1.5").quantity, "1.5");
  EXPECT_EQ(parse_credited_line("12=10.00").amount, "10.00");
  for (const char* text : {"", ":3", "two", "2:", "2=", "70000", "-1"}) {
    EXPECT_THROW(parse_credited_line(text), UsageError) << text;
  }
}

}  // namespace latido::command
