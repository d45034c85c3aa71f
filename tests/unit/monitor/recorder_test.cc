#include "monitor/recorder.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t kStart = 1'000'000'000;

class RecorderUnderTest : public ::testing::Test {
 protected:
  void at(milliseconds since_start) {
    now_ = start_ + since_start;
    unix_ms_ = kStart + since_start.count() + clock_error_ms_;
  }
  void becomes(Verdict verdict, Reason reason = Reason::none, std::int64_t last_beat_age_ms = 0) {
    ServiceState state;
    state.service = "alpha";
    state.verdict = verdict;
    state.maintenance = maintenance_;
    state.last_beat_age_ms = last_beat_age_ms;
    state.evidence.cause = "because";
    state.evidence.reason = reason;
    state.evidence.loop_age_ms = loop_age_ms_;
    recorder_->on_change(state, now_);
    turn();
  }
  void turn(bool blind = false) { recorder_->turn(blind, now_, unix_ms_); }

  template <class Record>
  std::vector<Record> take() {
    std::vector<Record> out;
    for (const auto& record : recorder_->take()) {
      if (const auto* one = std::get_if<Record>(&record)) out.push_back(*one);
    }
    return out;
  }
  void resume(const Resumed& resumed) { recorder_.emplace(resumed, now_, unix_ms_); }

  MonotonicTime start_{hours(5)};
  MonotonicTime now_ = start_;
  std::int64_t unix_ms_ = kStart;
  std::int64_t clock_error_ms_ = 0;
  std::uint32_t loop_age_ms_ = 3;
  bool maintenance_ = false;
  std::optional<Recorder> recorder_{std::in_place, Resumed{}, now_, unix_ms_};
};

TEST_F(RecorderUnderTest, TellsHowAServiceStandsFromWhenOn) {
  at(milliseconds(300));
  becomes(Verdict::up);
  at(milliseconds(5300));
  becomes(Verdict::stopped, Reason::stopped, 101);
  const auto told = take<StandingBegan>();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].standing, Standing::up);
  EXPECT_EQ(told[0].unix_ms, kStart + 300);
  EXPECT_EQ(told[1].standing, Standing::down);
  EXPECT_EQ(told[1].verdict, Verdict::stopped);
  EXPECT_EQ(told[1].cause, "because");
  EXPECT_EQ(told[1].unix_ms, kStart + 5300);
}

TEST_F(RecorderUnderTest, SaysNothingOfAServiceOfWhichNothingIsKnownYet) {
  becomes(Verdict::unknown);
  becomes(Verdict::starting, Reason::first_beats);
  EXPECT_TRUE(take<StandingBegan>().empty()) << "it may have been up all the time";
}

TEST_F(RecorderUnderTest, CountsAStartAfterADeathAsDown) {
  becomes(Verdict::up);
  becomes(Verdict::crashed, Reason::ended);
  becomes(Verdict::starting, Reason::first_beats);
  const auto told = take<StandingBegan>();
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[2].standing, Standing::down);
  EXPECT_EQ(told[2].verdict, Verdict::starting);
}

// A service of another host was stopped for an hour, and available all the time.
TEST_F(RecorderUnderTest, CountsOneThatNeitherBeatsNorAnswersAsDown) {
  becomes(Verdict::up);
  at(milliseconds(300));
  becomes(Verdict::degraded, Reason::heartbeat_path, 250);
  at(milliseconds(500));
  becomes(Verdict::degraded, Reason::heartbeat_stuck, 450);
  at(milliseconds(900));
  const auto records = recorder_->take();
  ASSERT_EQ(records.size(), 5U);
  EXPECT_EQ(std::get<StandingBegan>(records[2]).standing, Standing::degraded);
  EXPECT_EQ(std::get<FaultBegan>(records[3]).detect_ms, 450);
  EXPECT_EQ(std::get<StandingBegan>(records[4]).standing, Standing::down);
  becomes(Verdict::up);
  EXPECT_EQ(take<FaultEnded>().at(0).recover_ms, 400);
}

TEST_F(RecorderUnderTest, SaysOnceASecondThatItStillWatches) {
  for (int ms = 0; ms <= 2500; ms += 10) {
    at(milliseconds(ms));
    turn();
  }
  const auto told = take<StillWatching>();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].unix_ms, kStart + 1000);
  EXPECT_EQ(told[1].unix_ms, kStart + 2000);
}

TEST_F(RecorderUnderTest, MeasuresAFaultFromTheLastBeatToTheVerdictAndFromThereToUpAgain) {
  becomes(Verdict::up);
  at(seconds(10));
  becomes(Verdict::stopped, Reason::stopped, 101);
  at(seconds(11));
  becomes(Verdict::crashed, Reason::ended);
  at(seconds(12));
  becomes(Verdict::starting, Reason::first_beats);
  at(milliseconds(12'250));
  const auto began = take<FaultBegan>();
  ASSERT_EQ(began.size(), 1U) << "one fault, whatever it turns into";
  EXPECT_EQ(began[0].unix_ms, kStart + 10'000);
  EXPECT_EQ(began[0].detect_ms, 101);
  EXPECT_EQ(began[0].verdict, Verdict::stopped);
  becomes(Verdict::up);
  const auto ended = take<FaultEnded>();
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].recover_ms, 2250);
}

TEST_F(RecorderUnderTest, MeasuresADeathFromTheLastTurnInWhichTheKernelDidNotTellOfIt) {
  becomes(Verdict::up);
  at(milliseconds(990));
  turn();
  at(milliseconds(1000));
  becomes(Verdict::crashed, Reason::ended, 47);
  EXPECT_EQ(take<FaultBegan>().at(0).detect_ms, 10);
}

TEST_F(RecorderUnderTest, MeasuresAHungServiceFromTheLastTurnOfItsLoop) {
  becomes(Verdict::up);
  loop_age_ms_ = 290;
  becomes(Verdict::hung, Reason::deadlock, 12);
  EXPECT_EQ(take<FaultBegan>().at(0).detect_ms, 290);
}

TEST_F(RecorderUnderTest, DoesNotKnowHowLongTheNeverHeardHadBeenDown) {
  becomes(Verdict::unreachable, Reason::nothing_there, -1);
  EXPECT_EQ(take<FaultBegan>().at(0).detect_ms, -1);
}

TEST_F(RecorderUnderTest, KnowsNothingOfTheTimeInWhichTheMonitorWasBlind) {
  becomes(Verdict::up);
  at(seconds(3));
  turn();
  at(seconds(33));  // it was stopped for 30 s
  turn(true);
  EXPECT_EQ(take<SightLost>().at(0).unix_ms, kStart + 3000);
  at(seconds(34));
  turn(true);
  EXPECT_TRUE(recorder_->take().empty());
  at(seconds(35));
  turn();
  const auto told = take<StandingBegan>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].standing, Standing::up);
  EXPECT_EQ(told[0].unix_ms, kStart + 35'000);
}

TEST_F(RecorderUnderTest, MovesWhatAClockThatWasAheadHasRecorded) {
  becomes(Verdict::up);
  at(seconds(10));
  becomes(Verdict::stopped);
  recorder_->take();
  clock_error_ms_ = -3'600'000;
  at(seconds(20));
  turn();
  EXPECT_EQ(take<ClockSetBack>().at(0).by_ms, 3'600'000);
  at(seconds(30));
  becomes(Verdict::up);
  const auto records = recorder_->take();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(std::get<FaultEnded>(records[0]).recover_ms, 20'000) << "durations know no wall clock";
  EXPECT_EQ(std::get<StandingBegan>(records[1]).unix_ms, kStart + 30'000 - 3'600'000);
}

TEST_F(RecorderUnderTest, KnowsNothingOfTheTimeThatAClockHasLeaptOver) {
  becomes(Verdict::up);
  recorder_->take();
  clock_error_ms_ = 3'600'000;
  at(seconds(10));
  turn();
  const auto records = recorder_->take();
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(std::get<SightLost>(records[0]).unix_ms, kStart + 10'000);
  EXPECT_EQ(std::get<WatchBegan>(records[1]).unix_ms, kStart + 10'000 + 3'600'000);
  EXPECT_EQ(std::get<StandingBegan>(records[2]).unix_ms, kStart + 10'000 + 3'600'000);
  EXPECT_EQ(std::get<StillWatching>(records[3]).unix_ms, kStart + 10'000 + 3'600'000);
}

TEST_F(RecorderUnderTest, TakesASmallCorrectionOfTheClockForNoJump) {
  becomes(Verdict::up);
  recorder_->take();
  clock_error_ms_ = 999;
  at(milliseconds(500));
  turn();
  EXPECT_TRUE(recorder_->take().empty());
}

TEST_F(RecorderUnderTest, LeavesMaintenanceOut) {
  becomes(Verdict::up);
  maintenance_ = true;
  becomes(Verdict::up);
  becomes(Verdict::crashed, Reason::ended);
  const auto records = recorder_->take();
  for (const auto& record : records) EXPECT_FALSE(std::holds_alternative<FaultBegan>(record));
  EXPECT_EQ(std::get<StandingBegan>(records.back()).standing, Standing::maintenance);
  maintenance_ = false;
  becomes(Verdict::crashed, Reason::ended, 60'000);
  EXPECT_EQ(take<FaultBegan>().at(0).detect_ms, -1) << "it was down before";
}

TEST_F(RecorderUnderTest, GoesOnWithAFaultThatTheMonitorBeforeLeftOpen) {
  at(seconds(60));
  resume({.incidents = {}, .faults = {{"alpha", kStart + 10'000}}});
  becomes(Verdict::unreachable, Reason::nothing_there, -1);
  EXPECT_TRUE(take<FaultBegan>().empty());
  at(seconds(70));
  becomes(Verdict::up);
  EXPECT_EQ(take<FaultEnded>().at(0).recover_ms, 60'000);
}

TEST_F(RecorderUnderTest, DoesNotKnowWhenAServiceCameBackUnseen) {
  at(hours(3));
  resume({.incidents = {}, .faults = {{"alpha", kStart}}});
  becomes(Verdict::starting, Reason::first_beats);
  becomes(Verdict::up);
  EXPECT_EQ(take<FaultEnded>().at(0).recover_ms, -1);
}

// Half a second was recorded as the time to recover of a service that had been down for six.
TEST_F(RecorderUnderTest, DoesNotKnowHowLongWhatWasDownBeforeItBeganTookToRecover) {
  becomes(Verdict::crashed, Reason::ended);
  recorder_->forget_beginnings();
  at(seconds(2));
  becomes(Verdict::unreachable, Reason::nothing_there);
  at(seconds(3));
  becomes(Verdict::up);
  EXPECT_EQ(take<FaultEnded>().at(0).recover_ms, -1);
  becomes(Verdict::crashed, Reason::ended);
  at(seconds(5));
  becomes(Verdict::up);
  EXPECT_EQ(take<FaultEnded>().at(0).recover_ms, 2000);
}

TEST_F(RecorderUnderTest, MeasuresNoNegativeTimeWhereTheClockWasSetBackBetweenTwoRuns) {
  resume({.incidents = {}, .faults = {{"alpha", kStart + 500'000}}});
  becomes(Verdict::crashed, Reason::ended);
  at(seconds(2));
  becomes(Verdict::up);
  EXPECT_EQ(take<FaultEnded>().at(0).recover_ms, 2000);
}

TEST_F(RecorderUnderTest, TellsAllThatIsOpenAfterRecordsWereLost) {
  becomes(Verdict::up);
  becomes(Verdict::crashed, Reason::ended);
  Incident incident;
  incident.id = "e-1";
  recorder_->on_incident(incident, now_);
  at(seconds(5));
  recorder_->start_over(now_, unix_ms_);
  turn();
  const auto records = recorder_->take();
  ASSERT_EQ(records.size(), 6U);
  EXPECT_EQ(std::get<WatchBegan>(records[0]).unix_ms, kStart + 5000);
  EXPECT_EQ(std::get<IncidentTold>(records[1]).incident.id, "e-1");
  EXPECT_EQ(std::get<FaultBegan>(records[2]).unix_ms, kStart);
  EXPECT_EQ(std::get<StillOpen>(records[3]).incidents, std::vector<std::string>{"e-1"});
  EXPECT_EQ(std::get<StillOpen>(records[3]).faults, std::vector<std::string>{"alpha"});
  EXPECT_EQ(std::get<StandingBegan>(records[4]).standing, Standing::down);
  EXPECT_TRUE(std::holds_alternative<StillWatching>(records[5]));
}

}  // namespace
}  // namespace latido::monitor
