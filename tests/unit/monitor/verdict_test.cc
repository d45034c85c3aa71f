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

void expect(const Observation& seen, Verdict verdict, Reason reason, const std::string& cause) {
  const auto finding = judge(seen);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->verdict, verdict) << name_of(finding->verdict);
  EXPECT_EQ(finding->reason, reason);
  EXPECT_EQ(finding->cause, cause);
}

// It beats, a loop is over its age, and neither the echo nor the deep one shows it in motion.
Observation stuck() {
  auto seen = beating();
  seen.stuck = StuckLoop{"writer", "commit", 78, milliseconds(250)};
  seen.echo = EchoState::ok;
  seen.deep_echo = EchoState::none;
  return seen;
}

// Its process is known to have ended; verified ever since.
Observation after_death(PortState port) {
  Observation seen;
  seen.death_cause = "process 77 ended";
  seen.echo = EchoState::none;
  seen.port = port;
  seen.open_for = port == PortState::open ? milliseconds(2000) : milliseconds(0);
  return seen;
}

TEST(Verdict, UpWhenItBeatsOnTime) {
  expect(beating(), Verdict::up, Reason::beats_on_time, "beats on time");
}

TEST(Verdict, UpWhenItStandsBy) {
  auto seen = beating();
  seen.phase = health::Phase::standby;
  expect(seen, Verdict::up, Reason::standby, "beats on time, on standby");
}

TEST(Verdict, StartingWhenItSaysSo) {
  auto seen = beating();
  seen.phase = health::Phase::starting;
  expect(seen, Verdict::starting, Reason::says_starting, "it says that it is starting");
}

TEST(Verdict, DegradedWhenItSaysThatItIsStopping) {
  auto seen = beating();
  seen.phase = health::Phase::stopping;
  expect(seen, Verdict::degraded, Reason::says_stopping, "it says that it is stopping");
}

TEST(Verdict, HungWhenALoopIsStuckAndTheEchoesConfirmIt) {
  auto seen = stuck();
  expect(seen,
         Verdict::hung,
         Reason::loop_stuck,
         "it beats, but its loop 'writer' does not come round from 'commit'");
  seen.stuck = StuckLoop{"writer", "", 0, milliseconds(250)};
  expect(seen,
         Verdict::hung,
         Reason::loop_stuck,
         "it beats, but its loop 'writer' does not come round");
}

TEST(Verdict, HungInADeadlockWhenItsLoopWaitsForALock) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::sleeping, .wait_channel = "futex_do_wait"};
  seen.activity.waits_for_lock = true;
  EXPECT_FALSE(judge(seen)) << "what its other threads do is not known yet";
  seen.activity.worst_run_delay_percent = 3;
  seen.activity.process_cpu_percent = 2;
  expect(seen,
         Verdict::hung,
         Reason::deadlock,
         "it beats, but its loop 'writer' does not come round from 'commit': it waits for a lock");
}

// It waits for another thread of its own, which has the work to do.
TEST(Verdict, JudgesALoopThatWaitsForAnotherThreadByWhatThatOneDoes) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::sleeping, .wait_channel = "futex_do_wait"};
  seen.activity.waits_for_lock = true;
  seen.activity.run_delay_percent = 0;
  seen.activity.worst_run_delay_percent = 80;
  seen.verifying = milliseconds(500);
  ASSERT_TRUE(judge(seen));
  EXPECT_EQ(judge(seen)->verdict, Verdict::starved);
  seen.activity.worst_run_delay_percent = 0;
  seen.activity.process_cpu_percent = 95;
  ASSERT_TRUE(judge(seen));
  EXPECT_EQ(judge(seen)->reason, Reason::loop_stuck);
  seen.activity.another_waits_io = true;
  ASSERT_TRUE(judge(seen));
  EXPECT_EQ(judge(seen)->verdict, Verdict::io_stall);
}

TEST(Verdict, HungInALivelockWhenItsLoopBurnsCpuTime) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::running, .wait_channel = ""};
  EXPECT_FALSE(judge(seen)) << "one look does not tell what it does";
  seen.activity.cpu_percent = 98;
  seen.activity.run_delay_percent = 2;
  expect(seen,
         Verdict::hung,
         Reason::livelock,
         "it beats, but its loop 'writer' does not come round from 'commit': it spins");
}

TEST(Verdict, StarvedWhenTheLoopIsReadyToRunAndGetsNoCpu) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::running, .wait_channel = ""};
  seen.activity.cpu_percent = 5;
  seen.activity.run_delay_percent = 95;
  seen.verifying = milliseconds(500);
  expect(seen,
         Verdict::starved,
         Reason::starved,
         "it beats, but its loop 'writer' gets too little CPU time");
}

// On a crowded machine the one that spins is ready without a CPU most of the time, as the starved.
TEST(Verdict, HungInALivelockOnceItHadTheCpuTimeThatATurnMayTake) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::running, .wait_channel = ""};
  seen.activity.cpu_percent = 30;
  seen.activity.run_delay_percent = 70;
  seen.activity.cpu_used = milliseconds(249);
  seen.verifying = milliseconds(2999);
  EXPECT_FALSE(judge(seen)) << "it will soon be seen";
  seen.activity.cpu_used = milliseconds(250);
  expect(seen,
         Verdict::hung,
         Reason::livelock,
         "it beats, but its loop 'writer' does not come round from 'commit': it spins");
}

// The kernel counts a wait for a CPU when it is over: it had been called hung.
TEST(Verdict, NoneYetForALoopThatIsReadyToRunAndWaitsForACpuRightNow) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::running, .wait_channel = ""};
  seen.activity.cpu_percent = 0;
  seen.activity.run_delay_percent = 0;
  EXPECT_FALSE(judge(seen));
  seen.activity.state = ProcessState::sleeping;
  EXPECT_EQ(judge(seen)->reason, Reason::loop_stuck);
}

TEST(Verdict, StarvedWhereTheLoopGetsSomeCpuButNotWhatATurnMayTake) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::running, .wait_channel = ""};
  seen.activity.cpu_percent = 10;
  seen.activity.run_delay_percent = 90;
  seen.activity.cpu_used = milliseconds(249);
  seen.verifying = milliseconds(3000);
  const std::string cause = "it beats, but its loop 'writer' gets too little CPU time";
  expect(seen, Verdict::starved, Reason::starved, cause);
  seen.activity.cpu_percent = 9;
  seen.verifying = milliseconds(499);
  EXPECT_FALSE(judge(seen));
  seen.verifying = milliseconds(500);
  expect(seen, Verdict::starved, Reason::starved, cause);
}

TEST(Verdict, IoStallWhenTheLoopWaitsForADevice) {
  auto seen = stuck();
  seen.activity = {.state = ProcessState::waiting_io, .wait_channel = "jbd2_log_wait_commit"};
  expect(seen,
         Verdict::io_stall,
         Reason::device_wait,
         "it beats, but its loop 'writer' waits for a disk or another device from 'commit'");
}

TEST(Verdict, NoneYetForAStuckLoopWhileAnEchoIsUnderWay) {
  auto seen = stuck();
  seen.echo = EchoState::not_asked;
  EXPECT_FALSE(judge(seen));
  seen.echo = EchoState::pending;
  EXPECT_FALSE(judge(seen));
  seen = stuck();
  seen.deep_echo = EchoState::pending;
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, NoneForALoopThatAnswersTheDeepEcho) {
  auto seen = stuck();
  seen.deep_echo = EchoState::ok;
  EXPECT_FALSE(judge(seen));
  seen.deep_echo = EchoState::failed;
  EXPECT_FALSE(judge(seen)) << "it has come round to say so";
}

TEST(Verdict, DegradedWhenWhatItNeedsIsDown) {
  auto seen = beating();
  seen.around.lost_dependency = "broker is crashed";
  expect(seen,
         Verdict::degraded,
         Reason::dependency,
         "it beats, but broker is crashed, and it needs that");
}

TEST(Verdict, DegradedWhenItsStoreDoesNotAnswer) {
  auto seen = beating();
  seen.store_failed = true;
  expect(seen,
         Verdict::degraded,
         Reason::dependency,
         "it beats and its loops come round, but its store does not answer");
}

TEST(Verdict, DegradedWhenItsReadsLagBehind) {
  auto seen = beating();
  seen.read_lag_ms = 1000;
  expect(seen, Verdict::up, Reason::beats_on_time, "beats on time");
  seen.read_lag_ms = 1001;
  expect(
      seen, Verdict::degraded, Reason::read_lag, "what it reads is behind what has been committed");
}

TEST(Verdict, StoppedAtOnceWhenTheProcessIsInStateT) {
  auto seen = silent(ProcessState::stopped);
  seen.echo = EchoState::pending;
  seen.port = PortState::unprobed;
  seen.verifying = milliseconds(0);
  expect(
      seen, Verdict::stopped, Reason::stopped, "process 77 is stopped by a signal or a debugger");
}

TEST(Verdict, NotStoppedForAStrangerOfTheSameName) {
  auto seen = unheard(PortState::closed);
  seen.process = {ProcessState::stopped, 78};
  expect(seen,
         Verdict::unreachable,
         Reason::nothing_there,
         "no beat, no echo, and nothing listens on its port");
}

TEST(Verdict, CrashedAtOnceWhenTheProcessIsGone) {
  auto seen = silent(ProcessState::gone);
  seen.echo = EchoState::pending;
  expect(seen, Verdict::crashed, Reason::ended, "process 77 is gone");
}

TEST(Verdict, CrashedWhenTheProcessIsAZombie) {
  expect(silent(ProcessState::zombie), Verdict::crashed, Reason::ended, "process 77 has ended");
}

TEST(Verdict, CrashedWhenThePidBelongsToALaterProcess) {
  expect(silent(ProcessState::other_start),
         Verdict::crashed,
         Reason::pid_reused,
         "process 77 is gone, its pid belongs to a later process");
}

TEST(Verdict, DegradedWhenItAnswersEchoesButItsBeatsDoNotCome) {
  auto seen = silent();
  seen.echo = EchoState::ok;
  seen.answering = milliseconds(100);
  seen.verifying = milliseconds(199);
  EXPECT_FALSE(judge(seen)) << "a beat may still be under way";
  seen.verifying = milliseconds(200);
  seen.answering = milliseconds(99);
  EXPECT_FALSE(judge(seen)) << "it may have been held up, and have answered just before its beat";
  seen.answering = milliseconds(100);
  expect(seen,
         Verdict::degraded,
         Reason::heartbeat_path,
         "it answers echoes, but its beats do not come");
}

TEST(Verdict, NoneYetForTheLivingUntilTheGraceIsOver) {
  auto seen = silent();
  seen.verifying = milliseconds(999);
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, DegradedWhenAliveAndListeningWithAStuckHeart) {
  expect(silent(),
         Verdict::degraded,
         Reason::heartbeat_stuck,
         "no beat and no echo, but process 77 is alive and listens: its heartbeat thread is stuck");
}

TEST(Verdict, HungWhenEvenTheHeartWaitsForALock) {
  auto seen = silent();
  seen.activity.waits_for_lock = true;
  seen.activity.process_cpu_percent = 5;  // Python's lock, for example, has whoever runs
  ASSERT_TRUE(judge(seen));
  EXPECT_EQ(judge(seen)->reason, Reason::heartbeat_stuck);
  seen.activity.process_cpu_percent = 4;
  ASSERT_TRUE(judge(seen));
  EXPECT_EQ(judge(seen)->reason, Reason::heartbeat_stuck) << "its loop may take that long";
  seen.overdue = true;
  expect(seen,
         Verdict::hung,
         Reason::deadlock,
         "no beat and no echo, but process 77 hangs: even its heartbeat thread waits for a lock");
}

TEST(Verdict, StarvedWhenAliveAndSilentAndReadyToRun) {
  auto seen = silent(ProcessState::running);
  seen.activity.worst_run_delay_percent = 97;
  for (const auto port : {PortState::open, PortState::filtered, PortState::closed}) {
    seen.port = port;
    expect(seen,
           Verdict::starved,
           Reason::starved,
           "no beat and no echo, but process 77 gets too little CPU time");
  }
}

TEST(Verdict, IoStallWhenAliveAndSilentAndWaitingForADevice) {
  const std::string cause =
      "no beat and no echo, but process 77 waits for a disk or another device: a signal would not "
      "reach it";
  expect(silent(ProcessState::waiting_io), Verdict::io_stall, Reason::device_wait, cause);
  auto seen = silent();
  seen.activity.state = ProcessState::waiting_io;  // the heartbeat thread alone
  expect(seen, Verdict::io_stall, Reason::device_wait, cause);
}

TEST(Verdict, ListenerLostWhenAliveAndNothingListens) {
  auto seen = silent();
  seen.port = PortState::closed;
  expect(seen,
         Verdict::listener_lost,
         Reason::listener_lost,
         "no beat and no echo, but process 77 is alive and does not listen: its listener is lost");
}

TEST(Verdict, FilteredWhenAliveAndItsPortDoesNotAnswer) {
  auto seen = silent();
  seen.port = PortState::filtered;
  expect(seen,
         Verdict::filtered,
         Reason::filtered,
         "no beat and no echo, but process 77 is alive: the port is filtered or its queue of "
         "connections is full");
}

TEST(Verdict, FilteredWhenOthersOnItsHostAnswer) {
  auto seen = silent(ProcessState::unlooked);
  seen.port = PortState::filtered;
  seen.around.neighbour_beats = true;
  expect(seen,
         Verdict::filtered,
         Reason::filtered,
         "no beat, no echo, and its port does not answer, while others on its host do");
}

TEST(Verdict, NoneForAHostThatFaltersForLessThanASecond) {
  auto seen = silent(ProcessState::unlooked);
  seen.port = PortState::filtered;
  seen.verifying = milliseconds(999);
  EXPECT_FALSE(judge(seen));
  seen.port = PortState::open;
  EXPECT_FALSE(judge(seen));
  seen.verifying = milliseconds(1000);
  EXPECT_EQ(judge(seen)->verdict, Verdict::degraded);
  seen.port = PortState::filtered;
  EXPECT_EQ(judge(seen)->verdict, Verdict::unreachable);
}

// Else a second one would be started beside it.
TEST(Verdict, ListenerLostWhenNeverHeardButTheProcessRunsItsCommand) {
  auto seen = unheard(PortState::closed);
  seen.process = {ProcessState::sleeping, 77, false, true};
  expect(seen,
         Verdict::listener_lost,
         Reason::listener_lost,
         "process 77 runs its command and does not listen");
  seen.process.its_command = false;
  EXPECT_EQ(judge(seen)->verdict, Verdict::unreachable) << "just another one of that name";
}

TEST(Verdict, UnreachableWhenNothingIsKnownAndThePortIsClosed) {
  expect(unheard(PortState::closed),
         Verdict::unreachable,
         Reason::nothing_there,
         "no beat, no echo, and nothing listens on its port");
}

TEST(Verdict, UnreachableWhenTheHostDoesNotAnswer) {
  expect(unheard(PortState::filtered),
         Verdict::unreachable,
         Reason::host_unreachable,
         "no beat, no echo, and its host does not answer");
}

TEST(Verdict, UnreachableWhenAServiceOfAnotherMachineFallsSilent) {
  auto seen = silent(ProcessState::unlooked);
  seen.port = PortState::filtered;
  expect(seen,
         Verdict::unreachable,
         Reason::host_unreachable,
         "no beat, no echo, and its host does not answer");
}

TEST(Verdict, DegradedWhenSomethingListensAndNobodyKnowsWhat) {
  expect(unheard(PortState::open),
         Verdict::degraded,
         Reason::heartbeat_stuck,
         "something listens on its port, but neither beats nor answers an echo");
  auto seen = unheard(PortState::open);
  seen.owner = {.pid = 80, .name = "comandos", .expected = true};
  expect(seen,
         Verdict::degraded,
         Reason::heartbeat_stuck,
         "something listens on its port, but neither beats nor answers an echo");
}

TEST(Verdict, ImpostorWhenAnotherProgramListensOnThePort) {
  auto seen = unheard(PortState::open);
  seen.owner = {.pid = 79, .name = "netcat", .expected = false};
  expect(seen,
         Verdict::impostor,
         Reason::stranger_listens,
         "process 79 (netcat) listens on its port and does not beat");
}

TEST(Verdict, NoneYetForAnOpenPortWhoseOwnerWasNotLookedUp) {
  auto seen = unheard(PortState::open);
  seen.owner_pending = true;
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, ImpostorWhenAnotherServiceBeatsOnThePort) {
  auto seen = unheard(PortState::open);
  seen.stranger = "consultas";
  expect(seen,
         Verdict::impostor,
         Reason::stranger_beats,
         "another service, 'consultas', beats on its port");
}

TEST(Verdict, ImpostorWhenAStrangerTakesThePortOfTheDead) {
  auto seen = after_death(PortState::open);
  seen.owner = {.pid = 79, .name = "netcat", .expected = false};
  expect(seen,
         Verdict::impostor,
         Reason::stranger_listens,
         "process 77 ended, and process 79 (netcat) listens on its port");
  seen.stranger = "consultas";
  expect(seen,
         Verdict::impostor,
         Reason::stranger_beats,
         "process 77 ended, and another service, 'consultas', beats on its port");
}

TEST(Verdict, NoneYetForWhatMayBeTheNextInstanceOfTheDead) {
  auto seen = after_death(PortState::open);
  seen.owner = {.pid = 79, .name = "comandos", .expected = true};
  EXPECT_FALSE(judge(seen));
  seen.owner = {};
  seen.open_for = milliseconds(1999);
  EXPECT_FALSE(judge(seen));
}

TEST(Verdict, CrashedAgainWhenTheStrangerHasGone) {
  expect(after_death(PortState::closed), Verdict::crashed, Reason::ended, "process 77 ended");
}

TEST(Verdict, StartingWhenAYoungProcessOfThatNameIsThere) {
  auto seen = unheard(PortState::closed);
  seen.process = {ProcessState::sleeping, 78, true};
  expect(seen, Verdict::starting, Reason::just_started, "process 78 has just started");
  seen.process.young = false;
  expect(seen,
         Verdict::unreachable,
         Reason::nothing_there,
         "no beat, no echo, and nothing listens on its port");
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
