#include "common/proof/text.h"

#include <gtest/gtest.h>

namespace latido::proof {

// RFC 4648, section 10.
TEST(Base64, IsThatOfTheRfc) {
  EXPECT_EQ(base64_of(""), "");
  EXPECT_EQ(base64_of("f"), "Zg==");
  EXPECT_EQ(base64_of("fo"), "Zm8=");
  EXPECT_EQ(base64_of("foobar"), "Zm9vYmFy");
  EXPECT_EQ(from_base64("Zm9vYmFy"), "foobar");
  EXPECT_EQ(from_base64("Zg=="), "f");
}

TEST(Base64, HasOneTextForEachValue) {
  for (const char* text : {"Zg", "Zh==", "Zg==\n", "Z g==", "Zg=", "Zg==Zg==", "*"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Hex, IsLowerCaseAndOfItsLength) {
  std::array<std::uint8_t, 2> bytes{};
  EXPECT_TRUE(read_hex("0aff", bytes));
  EXPECT_EQ(hex_of(bytes), "0aff");
  for (const char* text : {"0AFF", "0af", "0aff0", "0agf", ""}) {
    EXPECT_FALSE(read_hex(text, bytes)) << text;
  }
}

}  // namespace latido::proof
