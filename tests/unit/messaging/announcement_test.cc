#include "common/messaging/announcement.h"

#include <gtest/gtest.h>

namespace latido::messaging {
namespace {

TEST(Announcement, HasTheDefaultsOfAPlainWorker) {
  const auto plain = parse_announcement("LTD1 ");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->credits, 1U);
  EXPECT_FALSE(plain->retry_safe);
  EXPECT_FALSE(plain->sole);
  EXPECT_TRUE(plain->run.empty());
  EXPECT_EQ(plain->beat.count(), 0);
}

TEST(Announcement, IsReadBackAsWritten) {
  const Announcement full{.credits = 1024,
                          .retry_safe = true,
                          .sole = true,
                          .beat = std::chrono::milliseconds(200),
                          .run = "a=1"};
  EXPECT_EQ(format_announcement(full), "LTD1 credits=1024 retry=safe sole=1 beat=200 run=a=1");
  EXPECT_EQ(parse_announcement(format_announcement(full)), full);
}

TEST(Announcement, IsRefusedWhenMalformed) {
  for (const char* text : {"",
                           "credits=1",
                           "LTD1 credits=0",
                           "LTD1 credits=1025",
                           "LTD1 credits=-1",
                           "LTD1 retry=unsafe",
                           "LTD1 sole=0",
                           "LTD1 sole",
                           "LTD1 run=",
                           "LTD1 beat=19",
                           "LTD1 beat=60001",
                           "LTD1 beat=200 beat=200"}) {
    EXPECT_FALSE(parse_announcement(text).has_value()) << text;
  }
}

TEST(Announcement, TakesARunOf64Characters) {
  const std::string longest(64, 'r');
  EXPECT_EQ(parse_announcement("LTD1 run=" + longest)->run, longest);
  EXPECT_FALSE(parse_announcement("LTD1 run=" + longest + "r").has_value());
}

}  // namespace
}  // namespace latido::messaging
