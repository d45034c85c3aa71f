#include "monitor/incident.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

// Three services: comandos and consultas need the broker.
class IncidentsUnderTest : public ::testing::Test {
 protected:
  IncidentsUnderTest() {
    for (const auto* name : {"broker", "comandos", "consultas"}) {
      ServiceFacts facts;
      facts.name = name;
      facts.verdict = Verdict::up;
      facts.host = "tcp://here";
      if (facts.name != "broker") facts.depends_on = {"broker"};
      services_.push_back(facts);
    }
  }

  void is(std::size_t i, Verdict verdict, Reason reason) {
    services_[i].verdict = verdict;
    services_[i].reason = reason;
    services_[i].cause = "because";
  }

  std::vector<Incident> turn(milliseconds later = milliseconds(10)) {
    now_ += later;
    unix_ms_ += later.count();
    incidents_.turn(services_, unix_ms_, now_);
    return incidents_.take_events();
  }

  MonotonicTime now_{milliseconds(1'000'000)};
  std::int64_t unix_ms_ = 1000;
  std::vector<ServiceFacts> services_;
  Incidents incidents_{"0123456789abcdef"};
};

TEST_F(IncidentsUnderTest, AreNoneWhileAllIsWell) { EXPECT_TRUE(turn().empty()); }

TEST_F(IncidentsUnderTest, OpenOnceWhenAServiceIsDownAndResolveWhenItHasBeenWellForAWhile) {
  is(1, Verdict::hung, Reason::deadlock);
  auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::opened);
  EXPECT_EQ(events[0].id, "01234567-1");
  EXPECT_EQ(events[0].root, "comandos");
  EXPECT_EQ(events[0].verdict, Verdict::hung);
  EXPECT_EQ(events[0].cause, "because");
  EXPECT_EQ(events[0].opened_unix_ms, 1010);
  EXPECT_TRUE(turn(milliseconds(60'000)).empty()) << "told once";
  is(1, Verdict::up, Reason::beats_on_time);
  EXPECT_TRUE(turn(milliseconds(1999)).empty());
  events = turn(milliseconds(1));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::resolved);
  EXPECT_EQ(events[0].resolved_unix_ms, unix_ms_);
  EXPECT_TRUE(incidents_.open().empty());
}

TEST_F(IncidentsUnderTest, TakeAlongWhatNeedsTheRoot) {
  is(0, Verdict::crashed, Reason::ended);
  is(1, Verdict::degraded, Reason::dependency);
  is(2, Verdict::degraded, Reason::dependency);
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::opened);
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker", "comandos", "consultas"}));
  EXPECT_EQ(incidents_.open().size(), 1U);
}

// One dead service with 199 that need it were 200 calls of each hook.
TEST_F(IncidentsUnderTest, AreToldOnceATurnHoweverManyFallInIt) {
  is(0, Verdict::crashed, Reason::ended);
  turn();
  is(1, Verdict::degraded, Reason::dependency);
  is(2, Verdict::degraded, Reason::dependency);
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::grown);
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker", "comandos", "consultas"}));
}

// It was said of the broker why consultas hangs.
TEST_F(IncidentsUnderTest, SayOfTheirRootHowItIsWhoeverIsFirstInTheConfiguration) {
  services_[0].depends_on = {"consultas"};
  services_[2].depends_on.clear();
  is(0, Verdict::crashed, Reason::ended);
  is(2, Verdict::hung, Reason::deadlock);
  services_[2].cause = "it waits for a lock";
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].root, "consultas");
  EXPECT_EQ(events[0].verdict, Verdict::hung);
  EXPECT_EQ(events[0].cause, "it waits for a lock");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"consultas", "broker"}));
}

TEST_F(IncidentsUnderTest, OpenForOneThatNeitherBeatsNorAnswers) {
  is(0, Verdict::degraded, Reason::heartbeat_stuck);
  is(1, Verdict::degraded, Reason::dependency);
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].root, "broker");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker", "comandos"}));
}

TEST_F(IncidentsUnderTest, AreNotOpenedForOneThatDoesSomeOfItsWork) {
  for (const auto reason : {Reason::heartbeat_path, Reason::says_stopping, Reason::read_lag}) {
    is(1, Verdict::degraded, reason);
    EXPECT_TRUE(turn(milliseconds(60'000)).empty());
  }
}

// A crashed one that only said that it was stopping was told as resolved.
TEST_F(IncidentsUnderTest, StayOpenUntilAServiceIsWellAgain) {
  is(1, Verdict::crashed, Reason::ended);
  turn();
  for (const auto reason : {Reason::says_stopping, Reason::heartbeat_path}) {
    is(1, Verdict::degraded, reason);
    EXPECT_TRUE(turn(milliseconds(60'000)).empty());
  }
  is(1, Verdict::up, Reason::beats_on_time);
  const auto events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::resolved);
}

TEST_F(IncidentsUnderTest, AreOneForAHostThatCannotBeReached) {
  for (std::size_t i = 0; i < 3; ++i) is(i, Verdict::unreachable, Reason::host_unreachable);
  EXPECT_EQ(turn().size(), 1U);
  ASSERT_EQ(incidents_.open().size(), 1U);
  EXPECT_EQ(incidents_.open()[0].root, "host tcp://here");
  EXPECT_EQ(incidents_.open()[0].services.size(), 3U);
}

TEST_F(IncidentsUnderTest, AreTwoForTwoCauses) {
  is(0, Verdict::starved, Reason::starved);
  services_[1].depends_on.clear();
  is(1, Verdict::hung, Reason::livelock);
  turn();
  EXPECT_EQ(incidents_.open().size(), 2U);
}

TEST_F(IncidentsUnderTest, StayOneWhileAServiceFlapsAndUntilItHasSettled) {
  services_[1].flapping = true;
  std::size_t told = 0;
  for (int i = 0; i < 20; ++i) {
    is(1, i % 2 == 0 ? Verdict::crashed : Verdict::up, Reason::none);
    told += turn(milliseconds(5000)).size();
  }
  EXPECT_EQ(told, 1U);
  services_[1].flapping = false;
  is(1, Verdict::up, Reason::beats_on_time);
  EXPECT_EQ(turn(milliseconds(2000)).size(), 1U) << "the settled state is always told";
}

TEST_F(IncidentsUnderTest, AreNotOpenedForFlappingAlone) {
  services_[1].flapping = true;
  EXPECT_TRUE(turn(milliseconds(60'000)).empty());
}

TEST_F(IncidentsUnderTest, AreNotOpenedInMaintenance) {
  services_[1].maintenance = true;
  is(1, Verdict::crashed, Reason::ended);
  EXPECT_TRUE(turn().empty());
  services_[1].maintenance = false;
  EXPECT_EQ(turn().size(), 1U) << "it is still down when the window is over";
}

// A window on the broker did not keep comandos from opening one in the broker's name.
TEST_F(IncidentsUnderTest, AreNotOpenedForWhatARootInMaintenanceTakesAlong) {
  services_[0].maintenance = true;
  is(0, Verdict::crashed, Reason::ended);
  is(1, Verdict::degraded, Reason::dependency);
  EXPECT_TRUE(turn(milliseconds(60'000)).empty());
  services_[0].maintenance = false;
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U) << "it is still down when the window is over";
  EXPECT_EQ(events[0].root, "broker");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker", "comandos"}));
}

TEST_F(IncidentsUnderTest, AreNotOpenedForWhatComesBackALittleLaterThanARootInMaintenance) {
  services_[0].maintenance = true;
  is(0, Verdict::crashed, Reason::ended);
  is(1, Verdict::degraded, Reason::dependency);
  is(2, Verdict::degraded, Reason::dependency);
  turn();
  is(0, Verdict::starting, Reason::first_beats);
  EXPECT_TRUE(turn().empty());
  is(0, Verdict::up, Reason::beats_on_time);
  EXPECT_TRUE(turn(milliseconds(1000)).empty());
  is(2, Verdict::up, Reason::beats_on_time);
  EXPECT_TRUE(turn(milliseconds(980)).empty());
  is(2, Verdict::crashed, Reason::ended);
  auto events = turn(milliseconds(1));
  ASSERT_EQ(events.size(), 1U) << "it was well, and falls by itself";
  EXPECT_EQ(events[0].root, "consultas");
  events = turn(milliseconds(9));
  ASSERT_EQ(events.size(), 1U) << "two seconds later that has another cause";
  EXPECT_EQ(events[0].root, "comandos");
}

TEST_F(IncidentsUnderTest, AreResolvedWhenTheirRootGoesIntoMaintenance) {
  is(0, Verdict::crashed, Reason::ended);
  is(1, Verdict::degraded, Reason::dependency);
  turn();
  services_[0].maintenance = true;
  EXPECT_TRUE(turn(milliseconds(1990)).empty());
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::resolved);
}

// Comandos gives up at once because the broker hangs, which shows a quarter of a second later.
TEST_F(IncidentsUnderTest, AreOneWhereASymptomIsSeenBeforeItsCause) {
  is(1, Verdict::crashed, Reason::ended);
  EXPECT_EQ(turn().at(0).root, "comandos");
  is(0, Verdict::hung, Reason::deadlock);
  auto events = turn(milliseconds(280));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].event, IncidentEvent::opened);
  EXPECT_EQ(events[0].root, "broker");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker", "comandos"}));
  EXPECT_EQ(events[1].event, IncidentEvent::resolved);
  EXPECT_EQ(events[1].id, "01234567-1");
  EXPECT_EQ(events[1].cause, "it comes from broker: see incident 01234567-2");
  EXPECT_EQ(events[1].resolved_unix_ms, unix_ms_);
  EXPECT_TRUE(turn(milliseconds(60'000)).empty());
  EXPECT_EQ(incidents_.open().size(), 1U);
  is(0, Verdict::up, Reason::beats_on_time);
  is(1, Verdict::up, Reason::beats_on_time);
  turn();
  events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].id, "01234567-2");
}

TEST_F(IncidentsUnderTest, AreTwoWhereWhatTheFirstNeedsFallsMuchLater) {
  is(1, Verdict::crashed, Reason::ended);
  turn();
  is(0, Verdict::hung, Reason::deadlock);
  const auto events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].root, "broker");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker"}));
  EXPECT_EQ(incidents_.open().size(), 2U);
}

TEST_F(IncidentsUnderTest, AreOpenedOnceThoughAllThatTheyTookAlongHaveLeft) {
  is(1, Verdict::unreachable, Reason::host_unreachable);
  EXPECT_EQ(turn().at(0).event, IncidentEvent::opened);
  is(1, Verdict::up, Reason::beats_on_time);
  turn();
  is(1, Verdict::crashed, Reason::ended);
  EXPECT_EQ(turn().at(0).root, "comandos");
  is(2, Verdict::unreachable, Reason::host_unreachable);
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].id, "01234567-1");
  EXPECT_EQ(events[0].event, IncidentEvent::grown);
}

TEST_F(IncidentsUnderTest, AreAcknowledgedOnce) {
  is(1, Verdict::crashed, Reason::ended);
  const auto id = turn().at(0).id;
  EXPECT_FALSE(incidents_.acknowledge("another"));
  EXPECT_TRUE(incidents_.acknowledge(id));
  EXPECT_FALSE(incidents_.acknowledge(id));
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::acknowledged);
  EXPECT_TRUE(events[0].acknowledged);
}

// What the monitor before left open, with comandos and consultas.
Incident left_open() {
  Incident incident;
  incident.id = "fedcba98-7";
  incident.event = IncidentEvent::acknowledged;
  incident.root = "comandos";
  incident.verdict = Verdict::crashed;
  incident.opened_unix_ms = 500;
  incident.acknowledged = true;
  incident.services = {"comandos", "consultas"};
  return incident;
}

TEST_F(IncidentsUnderTest, GoOnUnderTheirIdAfterARestartOfTheMonitorAndNothingIsToldOfIt) {
  incidents_.resume({left_open()}, now_);
  for (auto& service : services_) service.verdict = Verdict::unknown;
  EXPECT_TRUE(turn(milliseconds(10'000)).empty()) << "nobody knows yet how they are";
  is(0, Verdict::up, Reason::beats_on_time);
  is(1, Verdict::unreachable, Reason::nothing_there);
  is(2, Verdict::up, Reason::beats_on_time);
  EXPECT_TRUE(turn(milliseconds(10'000)).empty());
  ASSERT_EQ(incidents_.open().size(), 1U);
  EXPECT_EQ(incidents_.open()[0].id, "fedcba98-7");
  EXPECT_TRUE(incidents_.open()[0].acknowledged);
  is(1, Verdict::up, Reason::beats_on_time);
  const auto events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::resolved);
  EXPECT_EQ(events[0].id, "fedcba98-7");
  EXPECT_EQ(events[0].opened_unix_ms, 500);
}

TEST_F(IncidentsUnderTest, AreResolvedOnceWhereAllRecoveredWhileTheMonitorWasAway) {
  incidents_.resume({left_open()}, now_);
  EXPECT_TRUE(turn(milliseconds(1990)).empty());
  EXPECT_EQ(turn().size(), 1U);
  EXPECT_TRUE(turn(milliseconds(10'000)).empty());
}

// Each that was opened is resolved.
TEST_F(IncidentsUnderTest, AreAllKeptAfterARestartThoughTwoShareAService) {
  auto brokers = left_open();
  brokers.id = "fedcba98-6";
  brokers.root = "broker";
  brokers.services = {"broker", "consultas"};  // stored before consultas was taken out
  incidents_.resume({brokers, left_open()}, now_);
  EXPECT_EQ(incidents_.open().size(), 2U);
  EXPECT_EQ(turn(milliseconds(2000)).size(), 2U);
}

TEST_F(IncidentsUnderTest, NameAServiceOnceThoughItWasStoredWithTwo) {
  auto brokers = left_open();
  brokers.id = "fedcba98-6";
  brokers.root = "broker";
  brokers.services = {"broker", "consultas"};
  incidents_.resume({brokers, left_open()}, now_);
  services_[2].depends_on = {"comandos"};
  is(1, Verdict::crashed, Reason::ended);
  is(2, Verdict::degraded, Reason::dependency);
  turn();
  turn(milliseconds(2000));
  ASSERT_EQ(incidents_.open().size(), 1U);
  EXPECT_EQ(incidents_.open()[0].services, (std::vector<std::string>{"comandos", "consultas"}));
}

TEST_F(IncidentsUnderTest, AreNeitherOpenedNorResolvedWhileAServiceIsStartedForTheFirstTime) {
  incidents_.resume({left_open()}, now_);
  is(0, Verdict::unreachable, Reason::nothing_there);
  is(1, Verdict::unreachable, Reason::nothing_there);
  services_[0].first_start = true;
  services_[1].first_start = true;
  EXPECT_TRUE(turn(milliseconds(4000)).empty());
  ASSERT_EQ(incidents_.open().size(), 1U);
  EXPECT_EQ(incidents_.open()[0].id, "fedcba98-7");
  services_[0].first_start = false;
  EXPECT_EQ(turn().at(0).root, "broker") << "it did not come";
}

TEST_F(IncidentsUnderTest, AreNotOpenedForWhatWaitsForTheFirstStartOfAnother) {
  is(0, Verdict::unreachable, Reason::nothing_there);
  services_[0].first_start = true;
  is(1, Verdict::degraded, Reason::dependency);
  EXPECT_TRUE(turn().empty());
  services_[0].first_start = false;
  is(0, Verdict::starting, Reason::first_beats);
  EXPECT_TRUE(turn().empty());
}

// The broker is killed and takes the two others along; comandos is killed as well.
class IncidentsOfTwoDeaths : public IncidentsUnderTest {
 protected:
  IncidentsOfTwoDeaths() {
    is(0, Verdict::crashed, Reason::ended);
    is(1, Verdict::degraded, Reason::dependency);
    is(2, Verdict::degraded, Reason::dependency);
    turn();
    is(1, Verdict::crashed, Reason::ended);
    turn();
  }

  void broker_comes_back() { is(0, Verdict::up, Reason::beats_on_time); }
  void consultas_comes_back() { is(2, Verdict::up, Reason::beats_on_time); }
};

TEST_F(IncidentsOfTwoDeaths, AreTwoOnceTheFirstIsBackAndTheSecondStillDead) {
  EXPECT_TRUE(turn(milliseconds(60'000)).empty()) << "while the broker is down it may be that";
  broker_comes_back();
  consultas_comes_back();
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(turn(milliseconds(1999)).empty());
  const auto events = turn(milliseconds(1));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].event, IncidentEvent::opened);
  EXPECT_EQ(events[0].id, "01234567-2");
  EXPECT_EQ(events[0].root, "comandos");
  EXPECT_EQ(events[0].verdict, Verdict::crashed);
  EXPECT_EQ(events[0].cause, "because");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"comandos"}));
  EXPECT_EQ(events[1].event, IncidentEvent::resolved);
  EXPECT_EQ(events[1].root, "broker");
  EXPECT_EQ(events[1].services, (std::vector<std::string>{"broker", "consultas"}));
  EXPECT_EQ(incidents_.open().size(), 1U);
}

TEST_F(IncidentsOfTwoDeaths, AreOneWhereTheSecondComesBackSoonAfterTheFirst) {
  broker_comes_back();
  consultas_comes_back();
  EXPECT_TRUE(turn().empty());
  is(1, Verdict::starting, Reason::first_beats);
  EXPECT_TRUE(turn(milliseconds(1500)).empty());
  is(1, Verdict::up, Reason::beats_on_time);
  EXPECT_TRUE(turn(milliseconds(100)).empty());
  const auto events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::resolved);
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"broker", "comandos", "consultas"}));
}

TEST_F(IncidentsOfTwoDeaths, AreTwoAtOnceWhereTheSecondWasWellInBetween) {
  broker_comes_back();
  consultas_comes_back();
  is(1, Verdict::up, Reason::beats_on_time);
  EXPECT_TRUE(turn().empty());
  is(1, Verdict::hung, Reason::livelock);
  const auto events = turn();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].event, IncidentEvent::opened);
  EXPECT_EQ(events[0].root, "comandos");
  EXPECT_EQ(events[0].verdict, Verdict::hung);
}

TEST_F(IncidentsOfTwoDeaths, GiveTheSecondWhatNeedsIt) {
  services_[2].depends_on = {"broker", "comandos"};
  broker_comes_back();
  EXPECT_TRUE(turn().empty());
  const auto events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].event, IncidentEvent::opened);
  EXPECT_EQ(events[0].root, "comandos");
  EXPECT_EQ(events[0].services, (std::vector<std::string>{"comandos", "consultas"}));
  EXPECT_EQ(events[1].event, IncidentEvent::resolved);
  EXPECT_EQ(events[1].services, (std::vector<std::string>{"broker"}));
}

TEST_F(IncidentsOfTwoDeaths, StayTheirOwnWhereWhatTheyNeedGoesDownLater) {
  broker_comes_back();
  consultas_comes_back();
  turn();
  turn(milliseconds(2000));
  is(0, Verdict::crashed, Reason::ended);
  EXPECT_EQ(turn().size(), 1U) << "the broker's";
  EXPECT_TRUE(turn(milliseconds(60'000)).empty());
  EXPECT_EQ(incidents_.open().size(), 2U);
}

TEST_F(IncidentsOfTwoDeaths, StayOneWhereTheSecondOnlyFlaps) {
  broker_comes_back();
  consultas_comes_back();
  is(1, Verdict::up, Reason::beats_on_time);
  services_[1].flapping = true;
  EXPECT_TRUE(turn().empty());
  EXPECT_TRUE(turn(milliseconds(60'000)).empty());
}

// Each time comandos is the first that shows it, and the last to come back.
TEST_F(IncidentsOfTwoDeaths, StayOneWhileASymptomFlapsWithItsCause) {
  consultas_comes_back();
  services_[0].flapping = true;
  services_[1].flapping = true;
  for (int i = 0; i < 5; ++i) {
    is(0, Verdict::up, Reason::beats_on_time);
    EXPECT_TRUE(turn(milliseconds(300)).empty());
    is(1, Verdict::up, Reason::beats_on_time);
    EXPECT_TRUE(turn(milliseconds(300)).empty());
    is(1, Verdict::crashed, Reason::ended);
    EXPECT_TRUE(turn(milliseconds(5000)).empty());
    is(0, Verdict::hung, Reason::deadlock);
    EXPECT_TRUE(turn(milliseconds(280)).empty());
  }
}

TEST_F(IncidentsOfTwoDeaths, AreTwoForTheNextMonitorToo) {
  auto brokers = left_open();
  brokers.id = "fedcba98-6";
  brokers.root = "broker";
  brokers.services = {"broker", "comandos", "consultas"};  // stored before comandos was taken out
  auto own = left_open();
  own.services = {"comandos"};
  incidents_ = Incidents("89abcdef01234567");
  incidents_.resume({brokers, own}, now_);
  broker_comes_back();
  consultas_comes_back();
  EXPECT_TRUE(turn().empty());
  const auto events = turn(milliseconds(2000));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].id, "fedcba98-6");
  EXPECT_EQ(events[0].event, IncidentEvent::resolved);
  ASSERT_EQ(incidents_.open().size(), 1U);
  EXPECT_EQ(incidents_.open()[0].id, "fedcba98-7");
}

TEST_F(IncidentsUnderTest, AreNotLostInARingOfDependencies) {
  services_[0].depends_on = {"comandos"};
  is(0, Verdict::crashed, Reason::ended);
  is(1, Verdict::crashed, Reason::ended);
  turn();
  EXPECT_EQ(incidents_.open().size(), 1U);
}

// The broker only needs one of the ring, and was named as its root.
TEST_F(IncidentsUnderTest, NameAsTheirRootOneOfTheRingOfDependencies) {
  services_[0].depends_on = {"comandos"};
  services_[1].depends_on = {"consultas"};
  services_[2].depends_on = {"comandos"};
  for (std::size_t i = 0; i < 3; ++i) is(i, Verdict::crashed, Reason::ended);
  turn();
  ASSERT_EQ(incidents_.open().size(), 1U);
  EXPECT_EQ(incidents_.open()[0].root, "comandos");
}

}  // namespace
}  // namespace latido::monitor
