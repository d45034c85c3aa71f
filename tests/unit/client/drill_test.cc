// The drill's arithmetic, on runs written by hand.
#include "clients/cpp/command/drill/report.h"
#include "clients/cpp/command/drill/rivals.h"
#include "clients/cpp/command/drill/score.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

using std::chrono::milliseconds;

using Names = std::set<std::string>;

MonotonicTime at(int ms) { return MonotonicTime(milliseconds(ms)); }

Trial stopped(int from, int to) {
  return {.fault = "SIGSTOP",
          .expected = "stopped",
          .service = "a",
          .hogs = 0,
          .from = at(from),
          .lifted = at(to),
          .to = at(to),
          .target = milliseconds(150)};
}

std::vector<Heard> beats(int from, int to, int every = 50) {
  std::vector<Heard> out;
  for (int ms = from; ms <= to; ms += every) out.push_back({at(ms), "a"});
  return out;
}

std::vector<Heard> operator+(std::vector<Heard> a, const std::vector<Heard>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

TEST(DrillScore, IsTheTimeFromTheFaultToTheVerdictThatNamesIt) {
  const auto scored = score(stopped(1000, 3000),
                            {{at(900), "a", "stopped"},
                             {at(1050), "b", "stopped"},
                             {at(1110), "a", "stopped"},
                             {at(2900), "a", "up"}});
  EXPECT_EQ(scored.detected, milliseconds(110));
  EXPECT_EQ(scored.named, Names{"stopped"});
}

TEST(DrillScore, KeepsEveryNameWhetherItCameBeforeTheRightOneOrAfterIt) {
  const auto scored = score(stopped(1000, 3000),
                            {{at(1100), "a", "hung"},
                             {at(1200), "a", "stopped"},
                             {at(1300), "a", "degraded"},
                             {at(1400), "a", "crashed"}});
  EXPECT_EQ(scored.named, (Names{"crashed", "hung", "stopped"}));
  EXPECT_EQ(scored.detected, milliseconds(200));
}

// Found by a review: only the first name counted, up to the moment when the service was up again.
TEST(DrillScore, CountsWhatAServiceIsCalledAfterItHasGoneOnAgainAsFalse) {
  auto trial = stopped(1000, 3900);
  trial.lifted = at(2000);
  const std::vector<Told> told{{at(1100), "a", "stopped"},
                               {at(2300), "a", "hung"},
                               {at(2500), "a", "stopped"},
                               {at(2900), "a", "crashed"},
                               {at(3900), "a", "up"}};
  EXPECT_EQ(score(trial, told).named, Names{"stopped"});
  const auto found = false_accusations({trial}, told);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].verdict, "hung");
  EXPECT_EQ(found[1].verdict, "stopped");
  EXPECT_EQ(found[2].verdict, "crashed");
}

TEST(DrillScore, DeservesThatItCrashedAndNothingElseOfOneThatTheDrillKilled) {
  auto hung = stopped(1000, 3000);
  hung.expected = "hung";
  hung.lifted = at(2000);
  hung.ended_by_kill = true;
  const std::vector<Told> told{
      {at(1300), "a", "hung"}, {at(2010), "a", "crashed"}, {at(2500), "a", "listenerLost"}};
  const auto found = false_accusations({hung}, told);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].verdict, "listenerLost");
}

TEST(DrillScore, CallsAKilledOneNothingButCrashedUntilItIsUpAgain) {
  auto killed = stopped(1000, 1400);
  killed.expected = "crashed";
  const std::vector<Told> told{{at(1002), "a", "crashed"},
                               {at(1100), "a", "starting"},
                               {at(1200), "a", "unreachable"},
                               {at(1300), "a", "crashed"},
                               {at(1400), "a", "up"}};
  EXPECT_EQ(score(killed, told).named, (Names{"crashed", "unreachable"}));
  EXPECT_TRUE(false_accusations({killed}, told).empty()) << "a wrong name, which its row shows";
}

TEST(DrillScore, IsAMissWhereTheVerdictComesWithoutItsReason) {
  auto mute = stopped(1000, 3000);
  mute.expected = "degraded";
  mute.reason = "heartbeatPath";
  EXPECT_FALSE(score(mute, {{at(1300), "a", "degraded", "heartbeatStuck"}}).detected);
  const auto scored = score(mute,
                            {{at(1300), "a", "degraded", "heartbeatStuck"},
                             {at(1400), "a", "degraded", "heartbeatPath"}});
  EXPECT_EQ(scored.detected, milliseconds(400));
  EXPECT_EQ(scored.named, (Names{"degraded", "degraded/heartbeatStuck"})) << "a wrong reason";
}

TEST(DrillScore, IsAMissWhereTheVerdictComesOnlyWhenTheFaultIsLifted) {
  auto trial = stopped(1000, 3000);
  trial.lifted = at(2000);
  EXPECT_FALSE(score(trial, {{at(2001), "a", "stopped"}}).detected);
}

TEST(DrillScore, IsAMissWhereTheVerdictDoesNotComeBeforeItIsOver) {
  const auto scored = score(stopped(1000, 3000), {{at(3001), "a", "stopped"}});
  EXPECT_TRUE(scored.named.empty());
  EXPECT_FALSE(scored.detected);
}

TEST(DrillScore, CountsAccusationsOfThoseToWhomNothingWasDone) {
  const auto found = false_accusations({stopped(1000, 3000)},
                                       {{at(500), "a", "crashed"},
                                        {at(1100), "a", "stopped"},
                                        {at(1200), "b", "starved"},
                                        {at(1300), "b", "degraded"},
                                        {at(1400), "b", "up"}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].verdict, "crashed");
  EXPECT_EQ(found[1].service, "b");
}

// A service says of itself that its store fails; that its beats are lost the monitor says.
TEST(DrillScore, TakesItForAnAccusationWhereTheMonitorMissesBeats) {
  const auto found = false_accusations({},
                                       {{at(100), "a", "degraded", "dependency"},
                                        {at(200), "a", "degraded", "heartbeatPath"},
                                        {at(300), "a", "degraded", "heartbeatStuck"}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].reason, "heartbeatPath");
  EXPECT_EQ(score(stopped(0, 1000), {{at(250), "a", "degraded", "heartbeatPath"}}).named,
            Names{"degraded"});
}

TEST(DrillScore, CountsTheTimeUntilItIsUpAgainWhereRecoveryEndedTheFault) {
  auto killed = stopped(1000, 1300);
  killed.fault = "kill -9";
  auto again = stopped(5000, 5250);
  again.fault = "kill -9";
  auto let_go = stopped(8000, 9100);
  let_go.lifted = at(9000);  // by the drill itself
  const auto found = rows({killed, again, let_go}, {});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].back, (std::vector<Duration>{milliseconds(250), milliseconds(300)}));
  EXPECT_TRUE(found[1].back.empty());
}

TEST(DrillScore, TakesThePercentileThatSoManyDoNotExceed) {
  std::vector<Duration> sorted;
  for (int i = 1; i <= 200; ++i) sorted.emplace_back(milliseconds(i));
  EXPECT_EQ(percentile(sorted, 50), milliseconds(100));
  EXPECT_EQ(percentile(sorted, 99), milliseconds(198));
  EXPECT_EQ(percentile(sorted, 100), milliseconds(200));
  EXPECT_EQ(percentile({milliseconds(7)}, 1), milliseconds(7));
}

TEST(ThreeMisses, AccusesAfter150MsOfSilence) {
  const auto said =
      accusations(Rival::three_misses, beats(0, 1000) + beats(1151, 2000), {}, at(2000));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].at, at(1150));
  EXPECT_TRUE(
      accusations(Rival::three_misses, beats(0, 1000) + beats(1150, 2000), {}, at(2000)).empty());
}

TEST(ThreeMisses, AccusesEverybodyAfterAStopOfTheJudge) {
  const auto said =
      accusations(Rival::three_misses, beats(0, 3000), {{at(1010), at(2010)}}, at(3000));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].at, at(2010));
}

// By hand: steady beats of 50 ms give mean 0.05 s, the deviation is raised to 0.1 s and 3 s are
// added. phi = 8 where e / (1 + e) = 1e-8, so y (1.5976 + 0.070566 y^2) = 18.4207, which holds for
// y = 5.2227: 3.05 + 0.52227 s.
TEST(PhiAccrual, ConvictsAfterThreeAndAHalfSecondsOfSteadyBeats) {
  const std::vector<Duration> gaps(100, milliseconds(50));
  EXPECT_NEAR(std::chrono::duration<double>(phi_patience(gaps)).count(), 3.572, 0.002);
}

TEST(PhiAccrual, IsMorePatientWhereGapsVary) {
  std::vector<Duration> gaps;
  for (int i = 0; i < 100; ++i) gaps.emplace_back(milliseconds(i % 2 == 0 ? 50 : 1050));
  EXPECT_GT(phi_patience(gaps), milliseconds(5500));
}

TEST(PollOfOneSecond, AccusesOnceAtTheFirstLookWithoutABeatSinceTheLastOne) {
  const auto said = accusations(Rival::poll_1_s, beats(0, 1400) + beats(6010, 7000), {}, at(7000));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].at, at(3000));
}

TEST(RivalScore, SortsAccusationsIntoNoticedMissedAndFalse) {
  const auto scored =
      score_rival({stopped(1000, 3000), stopped(5000, 6000)},
                  {{at(1150), "a"}, {at(2000), "a"}, {at(4000), "a"}, {at(5500), "b"}});
  ASSERT_EQ(scored.detected.size(), 1U);
  EXPECT_EQ(scored.detected[0], milliseconds(150));
  EXPECT_EQ(scored.missed, 1);
  EXPECT_EQ(scored.false_accusations, 2);
}

TEST(RivalScore, DoesNotTakeTheEndOfAFaultForItsDetection) {
  auto hung = stopped(1000, 3000);
  hung.lifted = at(1500);  // killed, so that it can be started again
  const auto scored = score_rival({hung}, {{at(1650), "a"}});
  EXPECT_EQ(scored.missed, 1);
  EXPECT_EQ(scored.false_accusations, 0);
}

TEST(DrillReport, ShowsATableOfFaultsAndOneOfDetectors) {
  DrillResult result;
  result.trials = {stopped(1000, 3000), stopped(4000, 6000)};
  result.clock_jumps = 2;
  const auto report = make_report(result,
                                  {{at(1100), "a", "stopped"}, {at(4300), "a", "stopped"}},
                                  beats(0, 1000) + beats(3000, 4000) + beats(6000, 7000),
                                  at(7000));
  EXPECT_TRUE(report.good()) << "late is not wrong";
  EXPECT_EQ(
      show_report(report, {}),
      "FAULT    LOAD  TIMES  NAMED      P50 ms  P99 ms  MAX ms  TARGET          UP P50 ms  MAX ms\n"
      "SIGSTOP  idle      2  stopped 2   100.0   300.0   300.0     150  MISSED     2000.0  2000.0\n"
      "\n"
      "False accusations: 0. Wrong names: 0. Missed: 0.\n"
      "The monitor was stopped 0 times and blind 0 times; its clock jumped 2 times.\n"
      "\n"
      "The same faults and the same 63 beats, judged by others:\n"
      "DETECTOR                       NOTICED  NOT NOTICED  FALSE ALARMS  P50 ms  P99 ms  MAX ms\n"
      "this monitor                         2            0             0   100.0   300.0   300.0\n"
      "three misses in a row                2            0             0   150.0   150.0   150.0\n"
      "phi accrual (Akka's defaults)        0            2             0       -       -       -\n"
      "a poll of 1 s                        0            2             0       -       -       "
      "-\n");
}

TEST(DrillReport, ShowsEveryNameInItsRowAndCountsThoseThatAreWrong) {
  DrillResult result;
  result.trials = {stopped(1000, 3000), stopped(4000, 6000)};
  const auto report =
      make_report(result,
                  {{at(1100), "a", "stopped"}, {at(1200), "a", "hung"}, {at(4100), "a", "stopped"}},
                  {},
                  at(7000));
  ASSERT_EQ(report.rows.size(), 1U);
  EXPECT_EQ(report.rows[0].named, (std::map<std::string, int>{{"hung", 1}, {"stopped", 2}}));
  EXPECT_EQ(report.rows[0].trials, 2);
  EXPECT_EQ(report.misses(), 0);
  EXPECT_EQ(report.wrong_names(), 1);
  EXPECT_FALSE(report.good());
}

TEST(DrillReport, IsNotGoodWhereOneWasMissedMisnamedOrFalselyAccused) {
  DrillResult result;
  result.trials = {stopped(1000, 3000)};
  EXPECT_FALSE(make_report(result, {}, {}, at(4000)).good());
  EXPECT_FALSE(
      make_report(result, {{at(1100), "a", "hung"}, {at(1200), "a", "stopped"}}, {}, at(4000))
          .good());
  EXPECT_FALSE(
      make_report(result, {{at(1100), "a", "stopped"}, {at(1200), "b", "hung"}}, {}, at(4000))
          .good());
  const auto good = make_report(result, {{at(1100), "a", "stopped"}}, {}, at(4000));
  EXPECT_TRUE(good.good());
  EXPECT_NE(
      report_json(good).find(
          R"({"fault":"SIGSTOP","hogs":0,"expected":"stopped","named":{"stopped":1},"misses":0,)"
          R"("p50Ms":100.0,"p99Ms":100.0,"maxMs":100.0,"upAgainP50Ms":2000.0,)"
          R"("upAgainMaxMs":2000.0,"targetMs":150,"met":true})"),
      std::string::npos)
      << report_json(good);
}

}  // namespace latido::command
