#include "monitor/open_history.h"

#include "tests/unit/monitor/history_file.h"

#include <optional>
#include <thread>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kPatience{20};

// What `look` gives, once that is something.
template <class Look>
auto wait_for(const Look& look) {
  auto seen = look();
  for (const auto deadline = monotonic_now() + kPatience; !seen && monotonic_now() < deadline;) {
    std::this_thread::yield();
    seen = look();
  }
  return seen;
}

using OpeningHistoryUnderTest = HistoryFile;

TEST_F(OpeningHistoryUnderTest, WaitsForWhoeverHoldsTheFileAndTellsThatOnce) {
  std::optional<db::MonitorHistory> holder(std::in_place, path());
  OpeningHistory opening(path(), Config{});
  EXPECT_NE(wait_for([&] { return opening.take_hold_up(); }).value_or("").find("locked"),
            std::string::npos);
  EXPECT_FALSE(opening.take());
  holder.reset();
  const auto outcome = wait_for([&] { return opening.take(); });
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->history) << outcome->refusal;
  EXPECT_FALSE(opening.take_hold_up());
}

TEST_F(OpeningHistoryUnderTest, RefusesAtOnceWhatCannotBeUsed) {
  OpeningHistory opening(path() + "/nowhere", Config{});
  const auto outcome = wait_for([&] { return opening.take(); });
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->history);
  EXPECT_NE(outcome->refusal, "");
}

}  // namespace
}  // namespace latido::monitor
