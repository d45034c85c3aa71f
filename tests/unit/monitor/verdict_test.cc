// One test a row of the verdict table in docs/monitor.md.
#include "monitor/verdict.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

Observation beating() {
  Observation seen;
  seen.heard = true;
  seen.beating = true;
  return seen;
}

// No beat, no echo, the port open and the process asleep, verified for longer than any grace.
Observation silent(ProcessState process = ProcessState::sleeping) {
  Observation seen;
  seen.heard = true;
  seen.echo = EchoState::none;
  seen.port = PortState::open;
  seen.process = {process, 77};
  seen.verifying = milliseconds(1000);
  return seen;
}

Observation unheard(PortState port) {
  Observation seen;
  seen.echo = EchoState::none;
  seen.port = port;
  seen.verifying = milliseconds(500);
  return seen;
}

void expect(const Observation& seen, Verdict verdict, const std::string& cause) {
  const auto finding = judge(seen);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->verdict, verdict) << name_of(finding->verdict);
  EXPECT_EQ(finding->cause, cause);
}

TEST(Verdict, UpWhenItBeatsOnTime) { expect(beating(), Verdict::up, "beats on time"); }

TEST(Verdict, UpWhenItStandsBy) {
  auto seen = beating();
  seen.phase = health::Phase::standby;
  expect(seen, Verdict::up, "beats on time, on standby");
}

TEST(Verdict, StartingWhenItSaysSo) {
  auto seen = beating();
  seen.phase = health::Phase::starting;
  expect(seen, Verdict::starting, "it says that it is starting");
}

TEST(Verdict, DegradedWhenItSaysThatItIsStopping) {
  auto seen = beating();
  seen.phase = health::Phase::stopping;
  expect(seen, Verdict::degraded, "it says that it is stopping");
}

TEST(Verdict, HungWhenALoopIsStuckAndTheEchoConfirmsIt) {
  auto seen = beating();
  seen.stuck = StuckLoop{"writer", "commit"};
  seen.echo = EchoState::ok;
  expect(seen, Verdict::hung, "it beats, but its loop 'writer' does not come round from 'commit'");
  seen.stuck = StuckLoop{"writer", ""};
  expect(seen, Verdict::hung, "it beats, but its loop 'writer' does not come round");
}

TEST(Verdict, NoneYetForAStuckLoopWhileTheEchoIsUnderWay) {
  auto seen = beating();
  seen.stuck = StuckLoop{"writer", "commit"};
  EXPECT_FALSE(judge(seen));
  seen.echo = EchoState::pending;
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, StoppedAtOnceWhenTheProcessIsInStateT) {
  auto seen = silent(ProcessState::stopped);
  seen.echo = EchoState::pending;
  seen.port = PortState::unprobed;
  seen.verifying = milliseconds(0);
  expect(seen, Verdict::stopped, "process 77 is stopped by a signal or a debugger");
}

TEST(Verdict, NotStoppedForAStrangerOfTheSameName) {
  auto seen = unheard(PortState::closed);
  seen.process = {ProcessState::stopped, 78};
  expect(seen, Verdict::unreachable, "no beat, no echo, and nothing listens on its port");
}

TEST(Verdict, CrashedAtOnceWhenTheProcessIsGone) {
  auto seen = silent(ProcessState::gone);
  seen.echo = EchoState::pending;
  expect(seen, Verdict::crashed, "process 77 is gone");
}

TEST(Verdict, CrashedWhenTheProcessIsAZombie) {
  expect(silent(ProcessState::zombie),
         Verdict::crashed,
         "process 77 has ended and was not reaped by its parent");
}

TEST(Verdict, CrashedWhenThePidBelongsToALaterProcess) {
  expect(silent(ProcessState::other_start),
         Verdict::crashed,
         "process 77 is gone, its pid belongs to a later process");
}

TEST(Verdict, DegradedWhenItAnswersEchoesButItsBeatsDoNotCome) {
  auto seen = silent();
  seen.echo = EchoState::ok;
  seen.verifying = milliseconds(199);
  EXPECT_FALSE(judge(seen)) << "a beat may still be under way";
  seen.verifying = milliseconds(200);
  expect(seen, Verdict::degraded, "it answers echoes, but its beats do not come");
}

TEST(Verdict, NoneYetForTheLivingUntilTheGraceIsOver) {
  auto seen = silent();
  seen.verifying = milliseconds(999);
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, DegradedWhenAliveAndSilentWithTheReasonThatItsStateGives) {
  expect(silent(ProcessState::sleeping),
         Verdict::degraded,
         "no beat and no echo, but process 77 sleeps: its heartbeat thread is stuck");
  expect(silent(ProcessState::running),
         Verdict::degraded,
         "no beat and no echo, but process 77 runs: it gets too little CPU time, or is too busy");
  expect(silent(ProcessState::waiting_io),
         Verdict::degraded,
         "no beat and no echo, but process 77 waits for the disk or another device");
}

TEST(Verdict, DegradedWhenAliveAndItsListenerIsLost) {
  auto seen = silent();
  seen.port = PortState::closed;
  expect(seen,
         Verdict::degraded,
         "no beat and no echo, but process 77 is alive and does not listen: its listener is lost");
}

TEST(Verdict, DegradedWhenAliveAndItsPortIsFiltered) {
  auto seen = silent();
  seen.port = PortState::filtered;
  expect(seen,
         Verdict::degraded,
         "no beat and no echo, but process 77 is alive: the port is filtered or its queue of "
         "connections is full");
}

TEST(Verdict, UnreachableWhenNothingIsKnownAndThePortIsClosed) {
  expect(unheard(PortState::closed),
         Verdict::unreachable,
         "no beat, no echo, and nothing listens on its port");
}

TEST(Verdict, UnreachableWhenTheHostDoesNotAnswer) {
  expect(unheard(PortState::filtered),
         Verdict::unreachable,
         "no beat, no echo, and its host does not answer");
}

TEST(Verdict, UnreachableWhenAServiceOfAnotherMachineFallsSilent) {
  auto seen = silent(ProcessState::unlooked);
  seen.port = PortState::filtered;
  expect(seen, Verdict::unreachable, "no beat, no echo, and its host does not answer");
}

TEST(Verdict, DegradedWhenAStrangerListensOnThePort) {
  expect(unheard(PortState::open),
         Verdict::degraded,
         "something listens on its port, but neither beats nor answers an echo");
}

TEST(Verdict, StartingWhenAYoungProcessOfThatNameIsThere) {
  auto seen = unheard(PortState::closed);
  seen.process = {ProcessState::sleeping, 78, true};
  expect(seen, Verdict::starting, "process 78 has just started");
  seen.process.young = false;
  expect(seen, Verdict::unreachable, "no beat, no echo, and nothing listens on its port");
}

TEST(Verdict, NoneYetForTheUnheardWhileItIsLookedFor) {
  auto seen = unheard(PortState::closed);
  seen.verifying = milliseconds(499);
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, NoneYetBeforeEchoAndPortHaveAnswered) {
  auto seen = silent();
  seen.echo = EchoState::pending;
  EXPECT_FALSE(judge(seen));
  seen = silent();
  seen.port = PortState::unprobed;
  EXPECT_FALSE(judge(seen));
}

}  // namespace
}  // namespace latido::monitor
