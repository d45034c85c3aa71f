#include "common/wire/json_escapes.h"

#include <gtest/gtest.h>

namespace latido::wire {
namespace {

// The UTF-8 of each character is from the Unicode charts; what Python's json.dumps sends for them
// is on the left.
TEST(JsonEscapes, BecomeTheCharactersThatTheyStandFor) {
  EXPECT_EQ(resolve_unicode_escapes(R"("caf\u00e9")"), "\"caf\xC3\xA9\"");
  EXPECT_EQ(resolve_unicode_escapes(R"("\u00E9")"), "\"\xC3\xA9\"");
  EXPECT_EQ(resolve_unicode_escapes(R"("\u20ac 5")"), "\"\xE2\x82\xAC 5\"");
  EXPECT_EQ(resolve_unicode_escapes(R"("\u4e2d")"), "\"\xE4\xB8\xAD\"");
  EXPECT_EQ(resolve_unicode_escapes(R"("\ud83d\ude00")"), "\"\xF0\x9F\x98\x80\"");
  EXPECT_EQ(resolve_unicode_escapes(R"("\u0041")"), "\"A\"");
}

TEST(JsonEscapes, ThatMustStayEscapesDo) {
  EXPECT_EQ(resolve_unicode_escapes(R"("\u0022\u005c\u000a\u001f")"), R"("\"\\\u000A\u001F")");
  EXPECT_EQ(resolve_unicode_escapes(R"("\"\\u00e9\n")"),
            R"("\"\\u00e9\n")");  // an escaped backslash, then plain text
}

TEST(JsonEscapes, ThatAreCutOrHalfAPairAreRefused) {
  for (const auto* json : {R"("\u00e")",
                           R"("\u00g9")",
                           R"("\ud83d")",
                           R"("\ud83dx")",
                           R"("\ud83d\u0041")",
                           R"("\ude00")",
                           "\"\\u"}) {
    EXPECT_FALSE(resolve_unicode_escapes(json)) << json;
  }
}

TEST(JsonEscapes, LeaveATextWithoutAnyAsItIs) {
  EXPECT_EQ(resolve_unicode_escapes(R"({"a":"b"})"), R"({"a":"b"})");
  EXPECT_EQ(resolve_unicode_escapes(""), "");
  EXPECT_EQ(resolve_unicode_escapes("\\"), "\\");
}

}  // namespace
}  // namespace latido::wire
