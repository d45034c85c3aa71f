#include "monitor/board.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

class BoardUnderTest : public ::testing::Test {
 protected:
  void beat(std::size_t i, const std::string& service, const std::string& incarnation) {
    health::Beat beat;
    beat.service = service;
    beat.incarnation = incarnation;
    beat.pid = 7;
    beat.sequence = ++sequence_;
    beat.interval_ms = 50;
    beat.phase = health::Phase::serving;
    board_.card(i).on_beat(beat, now_);
  }

  std::vector<StreamMessage> changes(std::int64_t unix_ms = 1) {
    return board_.take_changes(now_, unix_ms);
  }

  void is_up(const std::string& incarnation) {
    for (int i = 0; i < Card::kGoodBeats; ++i) {
      now_ += milliseconds(50);
      beat(0, "a", incarnation);
    }
    changes();
  }

  // Until a verdict falls.
  void look(std::size_t i, PortState port) {
    auto& card = board_.card(i);
    const auto deadline = now_ + std::chrono::seconds(10);
    for (const auto before = card.verdict(); card.verdict() == before && now_ < deadline;) {
      now_ += milliseconds(10);
      card.turn(now_, Duration::zero());
      card.on_port(port, now_);
    }
  }
  // It was heard, on another host.
  void goes_silent(std::size_t i) {
    beat(i, "a", "x");
    look(i, PortState::open);
  }
  void is_found_absent() { look(1, PortState::closed); }

  bool flaps() { return std::get<Snapshot>(board_.snapshot(now_, 1).content)[0].flapping; }

  static std::vector<Verdict> verdicts(const std::vector<StreamMessage>& told) {
    std::vector<Verdict> out;
    for (const auto& message : told) out.push_back(std::get<ServiceState>(message.content).verdict);
    return out;
  }

  const MonotonicTime began_{milliseconds(1000)};
  MonotonicTime now_ = began_;
  std::uint64_t sequence_ = 0;
  Board board_{
      {{.service = "a", .boot_id = "b", .beat_port = 5000, .host = "x", .depends_on = {}},
       {.service = "b", .boot_id = "b", .beat_port = 5001, .host = "x", .depends_on = {"a"}}},
      "epoch-1",
      now_};
};

TEST_F(BoardUnderTest, NumbersChangesOneByOneWithoutAGap) {
  beat(0, "a", "x");
  beat(1, "b", "y");
  const auto first = changes(42);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].sequence, 1U);
  EXPECT_EQ(first[1].sequence, 2U);
  EXPECT_EQ(first[0].epoch, "epoch-1");
  const auto& state = std::get<ServiceState>(first[0].content);
  EXPECT_EQ(state.service, "a");
  EXPECT_EQ(state.verdict, Verdict::starting);
  EXPECT_EQ(state.since_unix_ms, 42);
  EXPECT_EQ(state.beat_port, 5000);
  EXPECT_TRUE(changes().empty());
}

TEST_F(BoardUnderTest, TellsEachNewEndOfAMaintenanceWindow) {
  board_.note_maintenance(0, true, 1000);
  auto told = changes();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(std::get<ServiceState>(told[0].content).maintenance);
  EXPECT_EQ(std::get<ServiceState>(told[0].content).maintenance_until_unix_ms, 1000);
  board_.note_maintenance(0, true, 1000);
  EXPECT_TRUE(changes().empty());
  board_.note_maintenance(0, true, 2000);
  EXPECT_EQ(changes().size(), 1U);
}

TEST_F(BoardUnderTest, GivesASnapshotTheNumberOfTheLastChange) {
  beat(0, "a", "x");
  changes();
  const auto snapshot = board_.snapshot(now_, 1);
  EXPECT_EQ(snapshot.sequence, 1U);
  const auto& all = std::get<Snapshot>(snapshot.content);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].verdict, Verdict::starting);
  EXPECT_EQ(all[1].verdict, Verdict::unknown);
}

TEST_F(BoardUnderTest, DoesNotCountTicks) {
  EXPECT_EQ(board_.tick(1).sequence, 0U);
  beat(0, "a", "x");
  changes();
  EXPECT_EQ(board_.tick(1).sequence, 1U);
}

TEST_F(BoardUnderTest, GivesTheAvailabilityWithSnapshotsAndWithAFullTick) {
  board_.note_availability({{.service = "a", .windows = {{.hours = 1, .availability = 0.5}}}});
  EXPECT_EQ(board_.snapshot(now_, 1).availability.at(0).windows.at(0).availability, 0.5);
  EXPECT_EQ(board_.full_tick(1).availability.size(), 1U);
  EXPECT_EQ(board_.full_tick(1).sequence, 0U) << "not counted";
  EXPECT_TRUE(board_.tick(1).availability.empty());
}

TEST_F(BoardUnderTest, ShowsTheIncidentsOfTheMonitorBeforeInItsSnapshots) {
  Incident incident;
  incident.id = "before-1";
  incident.services = {"a"};
  board_.resume({incident}, now_);
  EXPECT_TRUE(changes().empty());
  ASSERT_EQ(board_.snapshot(now_, 1).incidents.size(), 1U);
  EXPECT_EQ(board_.snapshot(now_, 1).incidents[0].id, "before-1");
}

TEST_F(BoardUnderTest, TellsBlindnessOnceAndFreezesVerdictsUntilItSeesAgain) {
  board_.set_blind(true, "held up");
  beat(0, "a", "x");
  auto told = changes();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].blind);
  EXPECT_EQ(told[0].blind_reason, "held up");
  EXPECT_TRUE(std::holds_alternative<Blindness>(told[0].content));
  EXPECT_TRUE(changes().empty());
  board_.set_blind(false, "");
  told = changes();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_FALSE(told[0].blind);
  EXPECT_EQ(told[1].sequence, 3U);
  EXPECT_EQ(std::get<ServiceState>(told[1].content).verdict, Verdict::starting);
}

TEST_F(BoardUnderTest, TellsACardWhatItNeedsIsDownAndWhoElseIsHeardOnItsHost) {
  EXPECT_EQ(board_.surroundings(1), Surroundings{});
  beat(0, "a", "x");
  board_.survey(now_);
  EXPECT_TRUE(board_.surroundings(1).neighbour_beats);
  EXPECT_EQ(board_.surroundings(1).lost_dependency, "") << "one that starts is not down";
  board_.card(0).on_death("", now_);
  board_.survey(now_);
  EXPECT_FALSE(board_.surroundings(1).neighbour_beats);
  EXPECT_EQ(board_.surroundings(1).lost_dependency, "a is crashed");
  EXPECT_EQ(board_.surroundings(0).lost_dependency, "");
}

TEST_F(BoardUnderTest, DegradesWhatNeedsOneThatNeitherBeatsNorAnswers) {
  goes_silent(0);
  EXPECT_EQ(board_.card(0).judged().reason, Reason::heartbeat_stuck);
  EXPECT_EQ(board_.surroundings(1).lost_dependency, "a neither beats nor answers");
}

TEST_F(BoardUnderTest, SaysThatAServiceFlapsAndThatItHasSettled) {
  for (int life = 0; life < 4; ++life) {
    EXPECT_FALSE(flaps());
    is_up("life-" + std::to_string(life));
    board_.card(0).on_death("", now_);
    changes();
  }
  EXPECT_TRUE(flaps());
  now_ += std::chrono::seconds(60);
  const auto told = changes();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_FALSE(std::get<ServiceState>(told[0].content).flapping);
}

TEST_F(BoardUnderTest, SaysNothingOfFlappingWhereAServiceIsStoppedInMaintenance) {
  board_.note_maintenance(0, true, 0);
  for (int life = 0; life < 4; ++life) {
    is_up("life-" + std::to_string(life));
    board_.card(0).on_death("", now_);
    changes();
  }
  EXPECT_FALSE(flaps());
}

// The monitor brings the whole system up, and paged for each of its services.
TEST_F(BoardUnderTest, OpensNoIncidentForAServiceThatIsStartedForTheFirstTime) {
  is_found_absent();
  board_.note_recovery(1, 0, true);
  EXPECT_EQ(verdicts(changes()), std::vector{Verdict::unreachable}) << "and no incident";
  now_ = began_ + milliseconds(4999);
  EXPECT_TRUE(changes().empty());
  now_ = began_ + milliseconds(5500);
  const auto told = changes();
  ASSERT_EQ(told.size(), 1U) << "it has not come";
  EXPECT_EQ(std::get<Incident>(told[0].content).root, "b");
}

TEST_F(BoardUnderTest, OpensAnIncidentAtOnceForAnAbsentServiceThatNobodyStarts) {
  is_found_absent();
  const auto told = changes();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(std::get<Incident>(told[1].content).root, "b");
}

TEST_F(BoardUnderTest, OpensAnIncidentWhereAServiceDiesAfterItsFirstSign) {
  beat(0, "a", "x");
  changes();
  board_.card(0).on_death("", now_);
  board_.note_recovery(0, 1, true);
  const auto told = changes();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(std::get<Incident>(told[1].content).root, "a");
}

TEST_F(BoardUnderTest, KeepsTheTimeOfAVerdictWhenOnlyTheRecoveryChanges) {
  beat(0, "a", "x");
  changes(100);
  board_.note_recovery(0, 1, true);
  const auto told = changes(200);
  ASSERT_EQ(told.size(), 1U);
  const auto& state = std::get<ServiceState>(told[0].content);
  EXPECT_EQ(state.since_unix_ms, 100);
  EXPECT_EQ(state.restarts, 1U);
  EXPECT_TRUE(state.recovering);
  board_.note_recovery(0, 1, true);
  EXPECT_TRUE(changes(300).empty());
}

}  // namespace
}  // namespace latido::monitor
