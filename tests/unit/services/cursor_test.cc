#include "consultas/queries/cursor.h"

#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

TEST(Cursor, ReadsBackForTheSameListOnly) {
  db::InvoiceFilter filter;
  const db::PageKey key{Date{20777}, 12};
  const auto cursor = encode_cursor("acme", filter, key);
  const auto decoded = decode_cursor("acme", filter, cursor);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->issue_date, key.issue_date);
  EXPECT_EQ(decoded->id, key.id);

  EXPECT_FALSE(decode_cursor("other", filter, cursor));
  filter.status = domain::InvoiceStatus::open;
  EXPECT_FALSE(decode_cursor("acme", filter, cursor));
}

TEST(Cursor, IsRefusedWithAnyCharacterChangedOrCut) {
  const db::InvoiceFilter filter;
  const auto cursor = encode_cursor("acme", filter, {Date{20777}, 12});
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto changed = cursor;
    changed[i] = changed[i] == '1' ? '2' : '1';
    EXPECT_FALSE(decode_cursor("acme", filter, changed)) << changed;
    EXPECT_FALSE(decode_cursor("acme", filter, cursor.substr(0, i)));
  }
  EXPECT_FALSE(decode_cursor("acme", filter, std::string(10'000, '9')));
}

}  // namespace
}  // namespace latido::consultas
