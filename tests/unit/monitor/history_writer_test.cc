#include "monitor/history_writer.h"

#include "tests/unit/monitor/history_file.h"

#include <atomic>
#include <future>

#include <gmock/gmock.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kPatience{30};

template <class Condition>
bool soon(const Condition& holds) {
  const auto deadline = monotonic_now() + kPatience;
  while (!holds()) {
    if (monotonic_now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

class HistoryWriterUnderTest : public HistoryFile {
 protected:
  // Waits while the disk is stalled, throws while it is broken.
  void write(const std::vector<HistoryRecord>& records) {
    asked_ = true;
    disk_.wait();
    if (broken_) throw db::StoreError("the disk is full");
    file_.write(records);
  }

  std::promise<void> stalled_;
  std::shared_future<void> disk_ = stalled_.get_future().share();
  std::atomic<bool> asked_ = false;
  std::atomic<bool> broken_ = false;
  db::MonitorHistory file_{path()};
  HistoryWriter writer_{file_, {"alpha"}, [this](const auto& records) { write(records); }};
};

TEST_F(HistoryWriterUnderTest, LosesWhatDoesNotFitWhileTheDiskIsStalledSaysSoAndNeverWaits) {
  ASSERT_TRUE(writer_.offer({WatchBegan{1}}));
  EXPECT_TRUE(soon([this] { return asked_.load(); }));
  const std::vector<HistoryRecord> whole_queue(HistoryWriter::kQueueMax, StillWatching{2});
  EXPECT_TRUE(writer_.offer(whole_queue));
  EXPECT_FALSE(writer_.offer({StillWatching{3}}));
  EXPECT_FALSE(writer_.offer({StillWatching{4}, StillWatching{5}}));
  EXPECT_FALSE(writer_.may_start_over()) << "the disk is still stalled";
  EXPECT_THAT(writer_.take_reports(),
              ::testing::ElementsAre("is not kept for now: the disk is too slow"));
  stalled_.set_value();
  EXPECT_TRUE(soon([this] { return writer_.may_start_over(); }));
  EXPECT_THAT(writer_.take_reports(), ::testing::ElementsAre("goes on; 3 records were lost"));
  EXPECT_FALSE(writer_.may_start_over()) << "once";
  EXPECT_TRUE(writer_.offer({WatchBegan{6}}));
}

TEST_F(HistoryWriterUnderTest, TakesNothingAfterAnErrorUntilItMayStartOver) {
  broken_ = true;
  stalled_.set_value();
  ASSERT_TRUE(writer_.offer({WatchBegan{1}}));
  EXPECT_TRUE(soon([this] { return !writer_.offer({StillWatching{2}}); }));
  EXPECT_THAT(writer_.take_reports(),
              ::testing::ElementsAre("is not kept for now: the disk is full"));
  EXPECT_FALSE(writer_.may_start_over()) << "the disk gets a pause first";
}

TEST_F(HistoryWriterUnderTest, WorksOutTheFiguresOfTheServicesThatAreAskedFor) {
  stalled_.set_value();
  std::optional<std::vector<ServiceAvailability>> figures;
  EXPECT_TRUE(soon([&] { return (figures = writer_.take_figures()).has_value(); }));
  ASSERT_EQ(figures->size(), 1U);
  EXPECT_EQ(figures->at(0).service, "alpha");
  EXPECT_EQ(figures->at(0).windows.size(), 3U);
  EXPECT_FALSE(writer_.take_figures().has_value());
}

}  // namespace
}  // namespace latido::monitor
