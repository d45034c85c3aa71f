#include "consultas/queries/cursor.h"

#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

const CursorOf kList{"listInvoices", "acme", "1/C1"};

TEST(Cursor, ReadsBackForTheSameListOnly) {
  const std::vector<std::int64_t> key{20777, -12};
  const auto cursor = encode_cursor(kList, key);
  EXPECT_EQ(decode_cursor(kList, 2, cursor).value(), key);

  EXPECT_FALSE(decode_cursor({"listPayments", "acme", "1/C1"}, 2, cursor)) << "another query";
  EXPECT_FALSE(decode_cursor({"listInvoices", "other", "1/C1"}, 2, cursor)) << "another tenant";
  EXPECT_FALSE(decode_cursor({"listInvoices", "acme", "1/C2"}, 2, cursor)) << "another filter";
  EXPECT_FALSE(decode_cursor(kList, 1, cursor)) << "another key";
  EXPECT_FALSE(decode_cursor(kList, 3, cursor)) << "another key";
}

TEST(Cursor, CarriesTheMomentOfTheFirstPageAndIsGoodForThatOnly) {
  auto list = kList;
  list.asked = "unixMs 1795478399999";
  list.moment = {.position = 7, .day = Date{20'780}};
  const auto cursor = encode_cursor(list, {12});
  const auto moment = moment_in(cursor);
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->position, 7);
  EXPECT_EQ(moment->day, Date{20'780});
  EXPECT_EQ(decode_cursor(list, 1, cursor).value(), std::vector<std::int64_t>{12});

  auto other = list;
  other.moment.position = 8;
  EXPECT_FALSE(decode_cursor(other, 1, cursor)) << "another position";
  other = list;
  other.moment.day = Date{20'781};
  EXPECT_FALSE(decode_cursor(other, 1, cursor)) << "another day";
  other = list;
  other.asked = "position 7";
  EXPECT_FALSE(decode_cursor(other, 1, cursor)) << "asked otherwise";
  EXPECT_FALSE(moment_in(""));
  EXPECT_FALSE(moment_in("7.0123456789abcdef"));
  EXPECT_FALSE(moment_in(cursor + std::string(10'000, '9')));
}

TEST(Cursor, IsRefusedWithAnyCharacterChangedOrCut) {
  const auto cursor = encode_cursor(kList, {20777, 12});
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto changed = cursor;
    changed[i] = changed[i] == '1' ? '2' : '1';
    EXPECT_FALSE(decode_cursor(kList, 2, changed)) << changed;
    EXPECT_FALSE(decode_cursor(kList, 2, cursor.substr(0, i)));
  }
  EXPECT_FALSE(decode_cursor(kList, 2, std::string(10'000, '9')));
  EXPECT_FALSE(decode_cursor(kList, 2, "99999999999999999999.1.0123456789abcdef"));
}

TEST(Cursor, IsRefusedByItsCode) {
  const auto refused = decode_cursor(kList, 2, "made-up");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::bad_cursor);
  EXPECT_EQ(refused.error().field, "cursor");
}

}  // namespace
}  // namespace latido::consultas
