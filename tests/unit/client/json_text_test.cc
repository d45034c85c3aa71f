#include "clients/cpp/command/json_text.h"

#include <gtest/gtest.h>

namespace latido::command {

TEST(JsonText, EscapesWhatWouldEndItAndWhatIsNoText) {
  EXPECT_EQ(json_text(""), R"("")");
  EXPECT_EQ(json_text(R"(say "no" \ yes)"), R"("say \"no\" \\ yes")");
  EXPECT_EQ(json_text("a\nb\x1f"), R"("a\u000ab\u001f")");
  EXPECT_EQ(json_text("Müller"), "\"Müller\"");
}

TEST(JsonText, IsUtf8WhateverItIsMadeFrom) { EXPECT_EQ(json_text("a\xff\xc3"), R"("a??")"); }

}  // namespace latido::command
