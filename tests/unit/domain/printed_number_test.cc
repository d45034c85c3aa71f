#include "comandos/domain/printed_number.h"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido::domain {
namespace {

TEST(PrintedNumber, IsThePrefixAndThePaddedNumber) {
  EXPECT_EQ(printed_number("A", 0, 23), "A23");
  EXPECT_EQ(printed_number("A", 5, 23), "A00023");
  EXPECT_EQ(printed_number("A", 2, 23), "A23");
  EXPECT_EQ(printed_number("A", 1, 23), "A23");
  EXPECT_EQ(printed_number("", 12, 1), "000000000001");
  EXPECT_EQ(printed_number("FE-", 0, 999'999'999'999), "FE-999999999999");
}

struct Pair {
  NumberRange a;
  NumberRange b;
  bool alike;
};

TEST(PrintAlike, IsExactAboutWhatIsPrinted) {
  const std::vector<Pair> table{
      {{"A", 1, 10, 0}, {"A", 10, 20, 0}, true},
      {{"A", 1, 10, 0}, {"A", 11, 20, 0}, false},
      {{"A", 1, 10, 0}, {"B", 1, 10, 0}, false},
      {{"A1", 23, 23, 0}, {"A", 123, 123, 0}, true},
      {{"A1", 23, 23, 0}, {"A", 124, 199, 0}, false},
      {{"A1", 3, 5, 0}, {"A", 123, 123, 0}, false},
      {{"A1", 1, 9, 0}, {"A", 20, 99, 0}, false},
      {{"A-", 1, 9, 0}, {"A", 1, 99, 0}, false},     // a dash is no digit
      {{"A", 1, 9, 3}, {"A", 1, 9, 0}, false},       // A001 and A1
      {{"A", 1, 9, 3}, {"A", 1, 9, 3}, true},        // A001
      {{"A", 1, 100, 3}, {"A", 100, 100, 0}, true},  // A100 in both, one of them padded to nothing
      {{"A", 1, 99, 3},
       {"A", 1, 999, 2},
       false},  // A001..A099 and A01..A999: none of the latter begins with 0 at three digits
      {{"A", 1, 100, 3}, {"A", 1, 999, 2}, true},  // A100
      {{"A0", 1, 9, 0}, {"A", 1, 99, 0}, false},   // A01 is never printed without padding
      {{"A0", 1, 9, 0}, {"A", 1, 99, 2}, true},    // A01
      {{"A0", 10, 99, 0}, {"A", 1, 99, 3}, true},  // A010
      {{"A00", 1, 9, 1}, {"A", 7, 7, 3}, true},    // A007
      {{"", 12, 12, 0}, {"1", 2, 2, 0}, true},     // 12
      {{"", 1, 999'999'999'999, 0}, {"9", 1, 999'999'999'999, 0}, true},
      {{"", 1, 999'999'999'999, 0},
       {"123456789012", 1, 9, 0},
       false},  // 13 digits: more than a number has
      {{"", 1, 999'999'999'999, 0}, {"12345678901", 2, 2, 0}, true},
      {{"1234567890123456", 1, 9, 0}, {"", 1, 999'999'999'999, 0}, false},
      {{"A", 1, 999'999'999'999, 12}, {"A", 1, 99'999'999'999, 0}, false},
  };
  for (const auto& row : table) {
    const auto label = printed_number(row.a.prefix, row.a.digits, row.a.first) + " and " +
                       printed_number(row.b.prefix, row.b.digits, row.b.first);
    EXPECT_EQ(print_alike(row.a, row.b), row.alike) << label;
    EXPECT_EQ(print_alike(row.b, row.a), row.alike) << label << ", the other way round";
  }
}

std::set<std::string> all_printed(const NumberRange& range) {
  std::set<std::string> texts;
  for (auto n = range.first; n <= range.last; ++n)
    texts.insert(printed_number(range.prefix, range.digits, n));
  return texts;
}

NumberRange any_range() {
  const auto* prefix =
      *rc::gen::element("", "0", "1", "10", "A", "A0", "A00", "A1", "A10", "A1-", "B");
  const auto first = *rc::gen::inRange<std::int64_t>(1, 1200);
  const auto count = *rc::gen::inRange<std::int64_t>(0, 40);
  return {prefix, first, first + count, *rc::gen::inRange(0u, 6u)};
}

RC_GTEST_PROP(PrintAlike, AgreesWithPrintingEveryNumberOfBoth, ()) {
  const auto a = any_range();
  const auto b = any_range();
  const auto of_a = all_printed(a);
  bool shared = false;
  for (const auto& text : all_printed(b)) shared = shared || of_a.contains(text);
  RC_CLASSIFY(shared);
  RC_ASSERT(print_alike(a, b) == shared);
}

}  // namespace
}  // namespace latido::domain
