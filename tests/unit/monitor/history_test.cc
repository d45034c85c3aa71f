#include "monitor/history.h"

#include "tests/unit/monitor/history_file.h"

namespace latido::monitor {
namespace {

class HistoryUnderTest : public HistoryFile {
 protected:
  static StreamMessage told(Verdict verdict) {
    ServiceState state;
    state.service = "alpha";
    state.verdict = verdict;
    StreamMessage message;
    message.content = std::move(state);
    return message;
  }
  static StreamMessage told(IncidentEvent event) {
    Incident incident;
    incident.id = "e-1";
    incident.event = event;
    incident.services = {"alpha"};
    if (event == IncidentEvent::resolved) incident.resolved_unix_ms = unix_ms_now();
    StreamMessage message;
    message.content = std::move(incident);
    return message;
  }
};

TEST_F(HistoryUnderTest, KeepsOverARestartWhatTheLoopHandsIt) {
  const auto began = unix_ms_now();
  {
    History history(path(), {"alpha"});
    const auto now = monotonic_now();
    history.observe(told(Verdict::up), now);
    history.turn(false, now, began);
    history.observe(told(Verdict::crashed), now + std::chrono::seconds(2));
    history.observe(told(IncidentEvent::opened), now + std::chrono::seconds(2));
    history.turn(false, now + std::chrono::seconds(2), began + 2000);
    history.turn(false, now + std::chrono::seconds(3), began + 3000);
  }
  {
    History history(path(), {"alpha"});
    ASSERT_EQ(history.resumed().incidents.size(), 1U);
    EXPECT_EQ(history.resumed().incidents[0].id, "e-1");
    ASSERT_EQ(history.resumed().faults.size(), 1U);
    history.observe(told(IncidentEvent::resolved), monotonic_now());
    history.turn(false, monotonic_now(), unix_ms_now());
  }
  db::MonitorHistory file(path());
  EXPECT_TRUE(file.resumed().incidents.empty());
  EXPECT_EQ(file.resumed().faults.size(), 1U) << "nobody has seen it up again";
  std::vector<std::int64_t> lasted;
  file.each_stretch("alpha", 0, [&lasted](const Stretch& stretch) {
    lasted.push_back(stretch.to_unix_ms - stretch.from_unix_ms);
  });
  EXPECT_EQ(lasted, (std::vector<std::int64_t>{2000, 1000}));
}

TEST_F(HistoryUnderTest, ThatCameLateEndsWhatWasOpenAndKeepsWhatIsOpenNow) {
  {
    db::MonitorHistory file(path());
    Incident before;
    before.id = "before-1";
    file.write({WatchBegan{100},
                FaultBegan{"alpha", Verdict::crashed, "because", 100, 5},
                FaultBegan{"beta", Verdict::crashed, "because", 100, 5},
                IncidentTold{before, 100},
                WindowOpened{"beta", 200}});
  }
  {
    History history(path(), {"alpha"});
    ASSERT_EQ(history.resumed().incidents.size(), 1U);
    StreamMessage state;
    state.content = Snapshot{std::get<ServiceState>(told(Verdict::crashed).content)};
    state.incidents = {std::get<Incident>(told(IncidentEvent::opened).content)};
    history.begin_anew(state, monotonic_now(), unix_ms_now());
    history.keep_window({"beta", 0});
    history.keep_window({"alpha", 300});
    history.turn(false, monotonic_now(), unix_ms_now());
  }
  db::MonitorHistory file(path());
  const auto left = file.resumed();
  ASSERT_EQ(left.incidents.size(), 1U);
  EXPECT_EQ(left.incidents[0].id, "e-1");
  ASSERT_EQ(left.faults.size(), 1U) << "that of beta has ended unseen";
  EXPECT_EQ(left.faults[0].service, "alpha");
  EXPECT_EQ(left.faults[0].at_unix_ms, 100) << "it goes on";
  ASSERT_EQ(left.windows.size(), 1U);
  EXPECT_EQ(left.windows[0].service, "alpha");
}

}  // namespace
}  // namespace latido::monitor
