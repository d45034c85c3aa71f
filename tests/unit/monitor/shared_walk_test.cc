#include "monitor/shared_walk.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// 500 services that died together were started one walk after the other, for seconds.
TEST(SharedWalk, AnswersAllWhoAskedBeforeItBeganAtOnce) {
  int walks = 0;
  SharedWalk walk([&walks] {
    ++walks;
    return MarkedProcesses{{"alpha", 7}};
  });
  const auto asked = monotonic_now();
  EXPECT_EQ(walk.pid_of("alpha", asked), 7U);
  EXPECT_EQ(walk.pid_of("beta", asked), 0U);
  EXPECT_EQ(walks, 1);
}

TEST(SharedWalk, IsMadeAnewForWhoAskedAfterItBegan) {
  MonotonicTime during;
  MarkedProcesses living{{"alpha", 7}};
  SharedWalk walk([&] {
    during = monotonic_now();
    while (monotonic_now() == during) {
    }
    during = monotonic_now();
    return living;
  });
  EXPECT_EQ(walk.pid_of("alpha", monotonic_now()), 7U);
  living = {{"beta", 8}};
  EXPECT_EQ(walk.pid_of("beta", during), 8U);
  EXPECT_EQ(walk.pid_of("alpha", monotonic_now()), 0U);
}

TEST(SharedWalk, ThatFailedAnswersNobody) {
  int walks = 0;
  SharedWalk walk([&walks]() -> MarkedProcesses {
    if (++walks == 1) throw std::runtime_error("no descriptor left");
    return {{"alpha", 7}};
  });
  const auto asked = monotonic_now();
  EXPECT_THROW(walk.pid_of("alpha", asked), std::runtime_error);
  EXPECT_EQ(walk.pid_of("alpha", asked), 7U);
}

}  // namespace
}  // namespace latido::monitor
