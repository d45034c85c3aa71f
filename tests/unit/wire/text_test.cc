#include "common/wire/text.h"

#include <gtest/gtest.h>

namespace latido::wire {
namespace {

using namespace std::string_view_literals;

// Sequences from RFC 3629 and its section 10 (security): what decoders have let pass.
TEST(Utf8, TakesWellFormedSequencesOfEveryLength) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("A"));
  EXPECT_TRUE(is_utf8("\xC2\x80"));
  EXPECT_TRUE(is_utf8("\xE2\x89\xA2\xCE\x91"));      // not identical to, Alpha
  EXPECT_TRUE(is_utf8("\xED\x95\x9C\xEA\xB5\xAD"));  // Hangul
  EXPECT_TRUE(is_utf8("\xF0\xA3\x8E\xB4"));          // U+233B4
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));          // U+10FFFF
}

TEST(Utf8, RefusesOverlongSurrogateCutAndTooLarge) {
  EXPECT_FALSE(is_utf8("\xC0\x80"));          // NUL in two bytes
  EXPECT_FALSE(is_utf8("\xE0\x80\xAF"));      // "/" in three
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // U+D800
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // U+110000
  EXPECT_FALSE(is_utf8("\xE2\x89"));          // cut
  EXPECT_FALSE(is_utf8("\x80"));              // no lead byte
  EXPECT_FALSE(
      is_utf8("\xC2"
              "A"));  // no continuation
}

TEST(Text, IsRefusedByLengthInBytesWithTheFieldNamed) {
  const auto missing = check_text("", "name", {.min = 1, .max = 4});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::missing_field);
  EXPECT_EQ(missing.error().field, "name");
  EXPECT_TRUE(check_text("abcd", "name", {.min = 1, .max = 4}));
  EXPECT_EQ(check_text("abcde", "name", {.min = 1, .max = 4}).error().code, Code::too_long);
  EXPECT_TRUE(check_text("", "note", {}));
}

TEST(Text, HoldsNoControlCharactersButLineBreaksWhereAllowed) {
  EXPECT_EQ(check_text("a\nb", "name", {}).error().code, Code::bad_value);
  EXPECT_EQ(check_text("a\0b"sv, "name", {}).error().code, Code::bad_value);
  EXPECT_EQ(check_text("a\x7F", "name", {}).error().code, Code::bad_value);
  EXPECT_EQ(check_text("a\u009B2J", "name", {}).error().code, Code::bad_value);  // C1: CSI
  EXPECT_EQ(check_text("a\u0085", "note", {.lines = true}).error().code, Code::bad_value);
  EXPECT_TRUE(check_text("\u00A0a\u00BF", "name", {}));  // the first and others after C1
  EXPECT_TRUE(check_text("a\nb", "note", {.lines = true}));
  EXPECT_EQ(check_text("a\0b"sv, "note", {.lines = true}).error().code, Code::bad_value);
  EXPECT_TRUE(check_text("'; DROP TABLE event; -- %s%n", "name", {}));
}

TEST(Text, ThatIsRequiredIsNotOfBlanksAlone) {
  for (const auto* blanks : {" ", "   ", "\u00A0", " \u3000 ", "\u200B\uFEFF"}) {
    const auto blank = check_text(blanks, "name", {.min = 1});
    ASSERT_FALSE(blank) << blanks;
    EXPECT_EQ(blank.error().code, Code::bad_value);
    EXPECT_EQ(blank.error().message, "name holds nothing but blanks.");
  }
  EXPECT_EQ(check_text("\n", "name", {.min = 1, .lines = true}).error().code, Code::bad_value);
  EXPECT_TRUE(check_text(" A ", "name", {.min = 1}));
  EXPECT_TRUE(check_text("  ", "note", {}));
}

TEST(Name, HoldsOnlyTheCharactersAllowed) {
  EXPECT_TRUE(check_name("FAC-2026.a_1", "series", {.min = 1, .max = 32}));
  EXPECT_EQ(check_name("FAC 1", "series", {.min = 1, .max = 32}).error().code, Code::bad_value);
  EXPECT_EQ(check_name("F/1", "series", {.min = 1, .max = 32}).error().code, Code::bad_value);
}

}  // namespace
}  // namespace latido::wire
