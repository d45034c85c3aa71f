#include "monitor/detector.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kEta{50};

MonotonicTime at(int ms) { return MonotonicTime(milliseconds(ms)); }

// The expected values are worked by hand from EA(n+1) = mean(A_i - i * eta) + (n+1) * eta.

TEST(Detector, ExpectsTheNextBeatOneIntervalAfterRegularOnes) {
  Detector detector;
  detector.beat(1, at(1000), kEta);
  detector.beat(2, at(1050), kEta);
  detector.beat(3, at(1100), kEta);
  EXPECT_EQ(detector.expected(), at(1150));
}

TEST(Detector, AveragesTheDelaysOfItsWindow) {
  Detector detector;
  detector.beat(1, at(1000), kEta);  // A - i*eta: 950
  detector.beat(2, at(1052), kEta);  // 952
  detector.beat(3, at(1104), kEta);  // 954; mean 952, + 4 * 50
  EXPECT_EQ(detector.expected(), at(1152));
}

TEST(Detector, KnowsFromTheNumberThatABeatWasLost) {
  Detector detector;
  detector.beat(1, at(1000), kEta);
  detector.beat(2, at(1050), kEta);
  detector.beat(4, at(1150), kEta);
  EXPECT_EQ(detector.expected(), at(1200));
}

TEST(Detector, FindsLateWhatIsAlphaBehindItsExpectation) {
  Detector detector;
  detector.beat(1, at(1000), kEta);
  EXPECT_FALSE(detector.late(at(1100), Duration::zero()));  // 1000 + 50 + alpha 50
  EXPECT_TRUE(detector.late(at(1101), Duration::zero()));
  EXPECT_EQ(detector.lateness(at(1101)), milliseconds(51));
}

TEST(Detector, GivesAsMuchMoreTimeAsTheMonitorItselfIsSlow) {
  Detector detector;
  detector.beat(1, at(1000), kEta);
  EXPECT_FALSE(detector.late(at(1130), milliseconds(30)));
  EXPECT_TRUE(detector.late(at(1131), milliseconds(30)));
}

TEST(Detector, TakesUpTheNewGridOfASenderThatSkippedSlots) {
  Detector detector;
  detector.beat(1, at(1000), kEta);
  detector.beat(2, at(1050), kEta);
  detector.beat(3, at(3070), kEta);  // stopped for two seconds; numbers go on without a gap
  EXPECT_EQ(detector.expected(), at(3120));
}

TEST(Detector, ForgetsDelaysThatLeftTheWindow) {
  Detector detector;
  int n = 0;
  for (int i = 0; i < 64; ++i, ++n) detector.beat(1 + n, at(1000 + n * 50), kEta);
  for (int i = 0; i < 32; ++i, ++n) detector.beat(1 + n, at(1010 + n * 50), kEta);
  EXPECT_EQ(detector.expected(), at(1000 + n * 50 + 5));  // half of the window is 10 ms behind
  for (int i = 0; i < 32; ++i, ++n) detector.beat(1 + n, at(1010 + n * 50), kEta);
  EXPECT_EQ(detector.expected(), at(1000 + n * 50 + 10));
}

TEST(Detector, CountsSilenceFromARestart) {
  Detector detector;
  detector.beat(1, at(1000), kEta);
  detector.restart(at(9000));
  EXPECT_FALSE(detector.late(at(9100), Duration::zero()));
  EXPECT_TRUE(detector.late(at(9101), Duration::zero()));
}

TEST(Detector, FollowsTheIntervalThatTheSenderTells) {
  Detector detector;
  detector.beat(1, at(1000), milliseconds(200));
  EXPECT_EQ(detector.expected(), at(1200));
  detector.beat(2, at(1200), milliseconds(0));  // no sender can be expected faster than 10 ms
  EXPECT_EQ(detector.expected(), at(1210));
  detector.beat(3, at(1210), milliseconds(4'000'000'000));
  EXPECT_EQ(detector.expected(), at(1210 + 60'000));
}

TEST(Detector, SurvivesAnyNumbers) {
  Detector detector;
  for (const std::uint64_t n :
       {UINT64_MAX, std::uint64_t{0}, std::uint64_t{1} << 63U, UINT64_MAX, std::uint64_t{5}}) {
    detector.beat(n, at(1000), kEta);
    EXPECT_EQ(detector.expected(), at(1050));
  }
}

TEST(Detector, ShowsPhiAsTheNormalTailOfTheGap) {
  Detector detector;
  for (int i = 0; i < 10; ++i)
    detector.beat(1 + i, at(1000 + 50 * i), kEta);              // gaps 50 ms, sigma floor 20 ms
  EXPECT_NEAR(detector.phi(at(1450 + 50)), 0.301, 0.001);       // -log10(1/2)
  EXPECT_NEAR(detector.phi(at(1450 + 50 + 33)), 1.305, 0.001);  // z = 1.65: tail 0.04947
  EXPECT_EQ(detector.phi(at(100'000)), 100);
}

}  // namespace
}  // namespace latido::monitor
