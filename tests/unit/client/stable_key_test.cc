#include "clients/cpp/command/stable_key.h"

#include <gtest/gtest.h>

namespace latido::command {

TEST(StableKey, IsTheHashOfNameAndContent) {
  // printf 'a.json/{}' | sha256sum | cut -c 1-32
  EXPECT_EQ(stable_key("issue", "a.json", "{}"), "issue-9acc3332cdc951ce4b306644a55ae13d");
}

TEST(StableKey, DoesNotDependOnTheFolder) {
  EXPECT_EQ(stable_key("issue", "/tmp/x/a.json", "{}"), stable_key("issue", "a.json", "{}"));
}

TEST(StableKey, DiffersByKindNameAndContent) {
  const auto key = stable_key("issue", "a.json", "{}");
  EXPECT_NE(stable_key("customer", "a.json", "{}"), key);
  EXPECT_NE(stable_key("issue", "b.json", "{}"), key);
  EXPECT_NE(stable_key("issue", "a.json", "{ }"), key);
}

}  // namespace latido::command
