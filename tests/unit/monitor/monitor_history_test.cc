#include "db/monitor_history.h"

#include "db/store_error.h"
#include "tests/unit/monitor/history_file.h"

#include <fstream>

#include <gmock/gmock.h>
#include <sqlite3.h>

namespace latido::monitor {
namespace {

class MonitorHistoryUnderTest : public HistoryFile {
 protected:
  std::string refusal() {
    try {
      db::MonitorHistory file(path());
    } catch (const db::StoreError& error) {
      return error.what();
    }
    return "";
  }
  void run(const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
};

TEST_F(MonitorHistoryUnderTest, KeepsHowAServiceStoodOverARestart) {
  {
    db::MonitorHistory file(path());
    file.write({WatchBegan{100},
                stands(Standing::up, 200),
                stands(Standing::down, 500),
                stands(Standing::up, 700),
                StillWatching{1000}});
  }
  db::MonitorHistory file(path());
  EXPECT_EQ(life_of(file, "alpha"), "up 200..500, down 500..700, up 700..1000");
  EXPECT_EQ(life_of(file, "beta"), "");
}

TEST_F(MonitorHistoryUnderTest, LetsWhatIsOpenGoOnUntilTheLastMomentWatched) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{100}, stands(Standing::up, 200)});
  file.write({StillWatching{1100}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..1100");
  file.write({StillWatching{2100}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..2100");
}

TEST_F(MonitorHistoryUnderTest, KnowsNothingOfTheTimeBetweenTwoRuns) {
  {
    db::MonitorHistory file(path());
    file.write({WatchBegan{100}, stands(Standing::up, 200), StillWatching{1100}});
  }
  db::MonitorHistory file(path());
  file.write({WatchBegan{5000}, stands(Standing::up, 5500), StillWatching{6000}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..1100, up 5500..6000");
}

TEST_F(MonitorHistoryUnderTest, EndsAllThatIsOpenWhereTheSightIsLost) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{100}, stands(Standing::up, 200), SightLost{3000}, StillWatching{9000}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..3000");
  file.write({stands(Standing::up, 9500), StillWatching{9600}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..3000, up 9500..9600");
}

TEST_F(MonitorHistoryUnderTest, LeavesNoTraceOfWhatDidNotLast) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{100},
              stands(Standing::up, 200),
              stands(Standing::down, 200),
              SightLost{200},
              StillWatching{300}});
  EXPECT_EQ(life_of(file, "alpha"), "");
}

TEST_F(MonitorHistoryUnderTest, MovesOneWatchWhereItsClockWasAhead) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{100}, stands(Standing::up, 200), SightLost{300}});
  file.write({WatchBegan{10'000},
              stands(Standing::down, 10'000),
              FaultBegan{"alpha", Verdict::crashed, "because", 10'000, 5},
              stands(Standing::up, 10'200),
              StillWatching{10'500},
              ClockSetBack{9'000},
              StillWatching{1'600}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..300, down 1000..1200, up 1200..1600");
  EXPECT_EQ(faults_of(file, "alpha").at(0).at_unix_ms, 1000);
}

TEST_F(MonitorHistoryUnderTest, KeepsFaultsAndWhichOfThemAreOpen) {
  {
    db::MonitorHistory file(path());
    file.write({WatchBegan{100},
                FaultBegan{"alpha", Verdict::crashed, "because", 200, 10},
                FaultEnded{"alpha", 333},
                FaultBegan{"alpha", Verdict::hung, "because", 900, -1},
                FaultBegan{"alpha", Verdict::hung, "because", 950, 7}});
  }
  db::MonitorHistory file(path());
  const auto faults = faults_of(file, "alpha");
  ASSERT_EQ(faults.size(), 2U) << "the one that is open goes on";
  EXPECT_EQ(faults[0].detect_ms, 10);
  EXPECT_EQ(faults[0].recover_ms, 333);
  EXPECT_EQ(faults[1].detect_ms, -1);
  EXPECT_EQ(faults[1].recover_ms, -1);
  const auto open = file.resumed().faults;
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].service, "alpha");
  EXPECT_EQ(open[0].at_unix_ms, 900);
}

Incident incident(const std::string& id, std::vector<std::string> services) {
  Incident out;
  out.id = id;
  out.root = "broker";
  out.verdict = Verdict::listener_lost;
  out.cause = "because";
  out.opened_unix_ms = 77;
  out.services = std::move(services);
  return out;
}

TEST_F(MonitorHistoryUnderTest, GivesBackTheIncidentsThatAreOpenAsTheyWere) {
  auto first = incident("e-1", {"broker"});
  auto second = incident("e-2", {"comandos"});
  {
    db::MonitorHistory file(path());
    file.write({WatchBegan{1}, IncidentTold{first, 77}, IncidentTold{second, 78}});
    first.services.emplace_back("alpha");
    first.acknowledged = true;
    second.resolved_unix_ms = 90;
    file.write({IncidentTold{first, 80}, IncidentTold{second, 90}});
  }
  db::MonitorHistory file(path());
  const auto open = file.resumed().incidents;
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].id, "e-1");
  EXPECT_EQ(open[0].root, "broker");
  EXPECT_EQ(open[0].verdict, Verdict::listener_lost);
  EXPECT_EQ(open[0].cause, "because");
  EXPECT_EQ(open[0].opened_unix_ms, 77);
  EXPECT_EQ(open[0].resolved_unix_ms, 0);
  EXPECT_TRUE(open[0].acknowledged);
  EXPECT_EQ(open[0].services, (std::vector<std::string>{"broker", "alpha"}));
}

// It was told again by the next monitor.
TEST_F(MonitorHistoryUnderTest, KeepsWhatJoinsAnIncidentAfterAnotherHasLeftIt) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{1}, IncidentTold{incident("e-1", {"broker", "beta"}), 77}});
  file.write({IncidentTold{incident("e-1", {"broker", "alpha"}), 80}});
  EXPECT_EQ(file.resumed().incidents.at(0).services, (std::vector<std::string>{"broker", "alpha"}));
}

// As where it turns out to be another's: the cause then names that one.
TEST_F(MonitorHistoryUnderTest, KeepsTheCauseThatWasToldLast) {
  db::MonitorHistory file(path());
  auto told = incident("e-1", {"broker"});
  file.write({WatchBegan{1}, IncidentTold{told, 77}});
  told.cause = "it comes from another";
  file.write({IncidentTold{told, 80}});
  EXPECT_EQ(file.resumed().incidents.at(0).cause, "it comes from another");
}

TEST_F(MonitorHistoryUnderTest, EndsWhatEndedUnseenWhileRecordsWereLost) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{1},
              IncidentTold{incident("e-1", {"alpha"}), 77},
              IncidentTold{incident("e-2", {"beta"}), 77},
              FaultBegan{"alpha", Verdict::crashed, "because", 77, 1},
              FaultBegan{"beta", Verdict::crashed, "because", 77, 1}});
  file.write({StillOpen{.incidents = {"e-2"}, .faults = {"beta"}, .unix_ms = 500}});
  ASSERT_EQ(file.resumed().incidents.size(), 1U);
  EXPECT_EQ(file.resumed().incidents[0].id, "e-2");
  ASSERT_EQ(file.resumed().faults.size(), 1U);
  EXPECT_EQ(file.resumed().faults[0].service, "beta");
}

TEST_F(MonitorHistoryUnderTest, WritesAllOfABatchOrNothing) {
  db::MonitorHistory file(path());
  file.write({WatchBegan{100}, stands(Standing::up, 200), StillWatching{300}});
  const FaultBegan impossible{"alpha", Verdict::crashed, "because", 400, -5};
  EXPECT_THROW(file.write({StillWatching{400}, impossible}), db::StoreError);
  EXPECT_EQ(life_of(file, "alpha"), "up 200..300");
  file.write({StillWatching{500}});
  EXPECT_EQ(life_of(file, "alpha"), "up 200..500");
}

TEST_F(MonitorHistoryUnderTest, DropsWhatIsTooOldButNothingThatIsOpen) {
  db::MonitorHistory file(path());
  auto old = incident("e-1", {"alpha"});
  old.resolved_unix_ms = 400;
  file.write({WatchBegan{100},
              stands(Standing::up, 200),
              stands(Standing::down, 400),
              FaultBegan{"alpha", Verdict::crashed, "because", 400, 1},
              IncidentTold{incident("e-2", {"alpha"}), 400},
              IncidentTold{old, 400},
              FaultBegan{"beta", Verdict::crashed, "because", 300, 1},
              FaultEnded{"beta", 5},
              StillWatching{5000}});
  file.prune(1000);
  EXPECT_EQ(life_of(file, "alpha"), "down 400..5000");
  EXPECT_EQ(faults_of(file, "alpha").size(), 1U);
  EXPECT_TRUE(faults_of(file, "beta").empty());
  EXPECT_EQ(file.resumed().incidents.size(), 1U);
}

TEST_F(MonitorHistoryUnderTest, KeepsTheWindowsThatPeopleHaveOpenedUntilTheyAreEnded) {
  {
    db::MonitorHistory file(path());
    file.write({WindowOpened{"alpha", 100}, WindowOpened{"beta", 200}});
    file.write({WindowOpened{"alpha", 300}, WindowOpened{"beta", 0}});
  }
  const auto windows = db::MonitorHistory(path()).resumed().windows;
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_EQ(windows[0].service, "alpha");
  EXPECT_EQ(windows[0].until_unix_ms, 300);
}

TEST_F(MonitorHistoryUnderTest, TakesOverTheFileOfTheVersionBeforeThereWereWindowsInIt) {
  {
    db::MonitorHistory file(path());
    file.write({WatchBegan{100}, stands(Standing::up, 100), StillWatching{200}});
  }
  run("DROP TABLE opened_window; PRAGMA user_version = 1");
  db::MonitorHistory file(path());
  EXPECT_EQ(life_of(file, "alpha"), "up 100..200");
  file.write({WindowOpened{"alpha", 300}});
  EXPECT_EQ(file.resumed().windows.size(), 1U);
}

TEST_F(MonitorHistoryUnderTest, IsHeldByOneProgramAtATime) {
  db::MonitorHistory file(path());
  EXPECT_THROW(db::MonitorHistory{path()}, db::Busy);
}

TEST_F(MonitorHistoryUnderTest, RefusesWhatIsNoHistory) {
  std::ofstream(path()) << std::string(8192, 'x');
  EXPECT_THAT(refusal(), ::testing::HasSubstr("not a database"));
}

TEST_F(MonitorHistoryUnderTest, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  run("CREATE TABLE invoices (id INTEGER PRIMARY KEY); INSERT INTO invoices VALUES (1)");
  EXPECT_THAT(refusal(), ::testing::HasSubstr("no history of a monitor"));
  run("SELECT id FROM invoices");
}

TEST_F(MonitorHistoryUnderTest, RefusesTheFileOfANewerMonitor) {
  { db::MonitorHistory file(path()); }
  run("PRAGMA user_version = 99");
  EXPECT_THAT(refusal(), ::testing::HasSubstr("newer monitor"));
}

TEST_F(MonitorHistoryUnderTest, RefusesAFileWhoseTablesWereChanged) {
  { db::MonitorHistory file(path()); }
  run("ALTER TABLE stretch DROP COLUMN cause");
  EXPECT_THAT(refusal(), ::testing::HasSubstr("cause"));
}

TEST_F(MonitorHistoryUnderTest, SurvivesADirectoryThatIsNotThere) {
  EXPECT_THROW(db::MonitorHistory("/nowhere/at/all/monitor.db"), db::StoreError);
}

}  // namespace
}  // namespace latido::monitor
