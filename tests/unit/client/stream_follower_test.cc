#include "clients/cpp/command/stream_follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::command {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Kind = StreamHead::Kind;

struct Following : testing::Test {
  // In step with epoch "a" at sequence 10.
  Following() {
    follower.on_quiet(now);
    follower.on_message({"a", 10, Kind::snapshot}, now);
  }
  FollowStep hear(Kind kind, std::uint64_t sequence, const std::string& epoch = "a") {
    return follower.on_message({epoch, sequence, kind}, now);
  }

  MonotonicTime now{};
  StreamFollower follower{now};
};

}  // namespace

TEST(StreamFollower, AsksForASnapshotFirst) {
  StreamFollower follower(MonotonicTime{});
  EXPECT_TRUE(follower.on_quiet(MonotonicTime{}).ask_for_snapshot);
  EXPECT_FALSE(follower.on_quiet(MonotonicTime{} + 999ms).ask_for_snapshot);
}

TEST(StreamFollower, AsksAgainWhereNoSnapshotCame) {
  StreamFollower follower(MonotonicTime{});
  follower.on_quiet(MonotonicTime{});
  EXPECT_TRUE(follower.on_quiet(MonotonicTime{} + 1s).ask_for_snapshot);
  EXPECT_FALSE(follower.on_quiet(MonotonicTime{} + 1500ms).ask_for_snapshot);
}

TEST(StreamFollower, ShowsNoChangeBeforeTheSnapshot) {
  StreamFollower follower(MonotonicTime{});
  follower.on_quiet(MonotonicTime{});
  EXPECT_FALSE(follower.on_message({"a", 10, Kind::change}, MonotonicTime{}).show);
  EXPECT_TRUE(follower.on_message({"a", 10, Kind::snapshot}, MonotonicTime{}).show);
}

TEST_F(Following, ShowsTheNextChange) {
  EXPECT_TRUE(hear(Kind::change, 11).show);
  EXPECT_TRUE(hear(Kind::blindness, 12).show);
  EXPECT_TRUE(hear(Kind::change, 13).show);
}

TEST_F(Following, PassesOverAChangeThatIsInTheSnapshot) {
  const auto step = hear(Kind::change, 10);
  EXPECT_FALSE(step.show);
  EXPECT_FALSE(step.ask_for_snapshot);
}

TEST_F(Following, AsksForAllOfItAfterAGap) {
  const auto step = hear(Kind::change, 12);
  EXPECT_FALSE(step.show);
  EXPECT_TRUE(step.ask_for_snapshot);
  EXPECT_THAT(step.notices, ElementsAre(Notice::missed_changes));
  EXPECT_FALSE(hear(Kind::change, 13).show);  // not before the snapshot
  EXPECT_TRUE(hear(Kind::snapshot, 13).show);
  EXPECT_TRUE(hear(Kind::change, 14).show);
}

TEST_F(Following, SeesByTheTickThatTheLastChangeWasMissed) {
  EXPECT_FALSE(hear(Kind::tick, 10).ask_for_snapshot);
  const auto step = hear(Kind::tick, 11);
  EXPECT_TRUE(step.ask_for_snapshot);
  EXPECT_THAT(step.notices, ElementsAre(Notice::missed_changes));
}

TEST_F(Following, StartsAnewWithAnotherEpoch) {
  const auto step = hear(Kind::tick, 3, "b");
  EXPECT_TRUE(step.ask_for_snapshot);
  EXPECT_THAT(step.notices, ElementsAre(Notice::monitor_restarted));
  const auto all = hear(Kind::snapshot, 3, "b");
  EXPECT_TRUE(all.show);
  EXPECT_THAT(all.notices, IsEmpty());
  EXPECT_TRUE(hear(Kind::change, 4, "b").show);
}

TEST_F(Following, SeesTheOtherEpochInASnapshotToo) {
  const auto step = hear(Kind::snapshot, 1, "b");
  EXPECT_TRUE(step.show);
  EXPECT_THAT(step.notices, ElementsAre(Notice::monitor_restarted));
}

TEST_F(Following, DoesNotShowASecondSnapshotOfTheSameState) {
  EXPECT_FALSE(hear(Kind::snapshot, 10).show);
}

TEST_F(Following, SaysOnceThatTheMonitorIsSilent) {
  EXPECT_THAT(follower.on_quiet(now + 2999ms).notices, IsEmpty());
  EXPECT_THAT(follower.on_quiet(now + 3s).notices, ElementsAre(Notice::monitor_silent));
  EXPECT_THAT(follower.on_quiet(now + 4s).notices, IsEmpty());
  EXPECT_THAT(hear(Kind::tick, 10).notices, ElementsAre(Notice::monitor_back));
}

TEST_F(Following, SaysFirstThatItIsHeardThenWhatIsMissing) {
  follower.on_quiet(now + 3s);
  EXPECT_THAT(hear(Kind::tick, 12).notices,
              ElementsAre(Notice::monitor_back, Notice::missed_changes));
}

TEST_F(Following, DoesNotTakeATickForSilence) {
  now += 2s;
  hear(Kind::tick, 10);
  EXPECT_THAT(follower.on_quiet(now + 2s).notices, IsEmpty());
}

}  // namespace latido::command
