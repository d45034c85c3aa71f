#include "common/health/deep_echoes.h"
#include "common/health/heart.h"

#include <deque>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::health {
namespace {

TEST(LoopPulse, CountsTurnsAndKeepsWhatTheLoopSaidLast) {
  LoopPulse pulse("writer");
  EXPECT_EQ(pulse.name(), "writer");
  EXPECT_EQ(pulse.turns(), 0U);
  EXPECT_STREQ(pulse.operation(), "");
  const auto born = pulse.last_turn_ns();
  pulse.turn("drain", std::chrono::milliseconds(10));
  pulse.turn("commit", std::chrono::milliseconds(900));
  EXPECT_EQ(pulse.turns(), 2U);
  EXPECT_STREQ(pulse.operation(), "commit");
  EXPECT_EQ(pulse.budget(), std::chrono::milliseconds(900));
  EXPECT_GE(pulse.last_turn_ns(), born);
}

TEST(LoopPulse, ThatGoesOnInTheMiddleOfATurnIsFreshAndAnswersNoEcho) {
  LoopPulse pulse("writer");
  int checks = 0;
  pulse.check_with([&checks] { ++checks; });
  pulse.turn("", {});
  const auto begun = pulse.last_turn_ns();
  const auto asked = pulse.ask();
  pulse.goes_on("write turn", std::chrono::milliseconds(900));
  EXPECT_GT(pulse.last_turn_ns(), begun);
  EXPECT_EQ(pulse.turns(), 1U);
  EXPECT_STREQ(pulse.operation(), "write turn");
  EXPECT_EQ(checks, 0);
  EXPECT_LT(pulse.answered(), asked);
}

TEST(LoopPulse, TellsWhichThreadRunsTheLoop) {
  LoopPulse pulse("writer");
  EXPECT_EQ(pulse.tid(), 0U);
  pulse.turn("", {});
  EXPECT_EQ(pulse.tid(), static_cast<std::uint32_t>(::gettid()));
}

TEST(LoopPulse, AnswersADeepEchoWhenItComesRoundAndMakesItsCheckOnce) {
  LoopPulse pulse("writer");
  int checks = 0;
  pulse.check_with([&checks] { ++checks; });
  pulse.turn("", {});
  EXPECT_EQ(checks, 0);
  const auto first = pulse.ask();
  const auto second = pulse.ask();
  EXPECT_LT(pulse.answered(), first);
  pulse.turn("", {});
  EXPECT_EQ(pulse.answered(), second) << "one turn answers all that were asked before it";
  pulse.turn("", {});
  EXPECT_EQ(checks, 1);
  EXPECT_FALSE(pulse.check_failed());
}

TEST(LoopPulse, TellsThatItsCheckFailedUntilItHolds) {
  LoopPulse pulse("writer");
  bool broken = true;
  pulse.check_with([&broken] {
    if (broken) throw std::runtime_error("disk");
  });
  pulse.ask();
  pulse.turn("", {});
  EXPECT_TRUE(pulse.check_failed());
  broken = false;
  pulse.ask();
  pulse.turn("", {});
  EXPECT_FALSE(pulse.check_failed());
}

// The monitor's own question had made a comandos hung whose store somebody else held.
TEST(LoopPulse, MakesItsCheckWithATimeOfItsOwnAndGoesOnWithItsTurn) {
  LoopPulse pulse("writer");
  std::string operation;
  std::chrono::milliseconds budget{};
  std::int64_t began = 0;
  pulse.check_with([&] {
    operation = pulse.operation();
    budget = pulse.budget();
    began = pulse.last_turn_ns();
  });
  pulse.ask();
  pulse.turn("wait", std::chrono::milliseconds(10));
  EXPECT_EQ(operation, "deep echo");
  EXPECT_EQ(budget, std::chrono::seconds(2));
  EXPECT_STREQ(pulse.operation(), "wait");
  EXPECT_EQ(pulse.budget(), std::chrono::milliseconds(10));
  EXPECT_GT(pulse.last_turn_ns(), began) << "its turn begins after the check";
  pulse.ask();
  pulse.turn("open store", std::chrono::seconds(60));
  EXPECT_EQ(budget, std::chrono::seconds(60)) << "no less than the turn itself may take";
}

TEST(DeepEchoes, AreAnsweredInOrderWhenEveryLoopHasComeRound) {
  std::deque<LoopPulse> pulses;
  pulses.emplace_back("reader 1");
  pulses.emplace_back("reader 2");
  DeepEchoes echoes;
  echoes.ask("first", pulses);
  pulses[0].turn("", {});
  EXPECT_TRUE(echoes.take_answered(pulses).empty());
  echoes.ask("second", pulses);
  pulses[1].turn("", {});
  auto answered = echoes.take_answered(pulses);
  ASSERT_EQ(answered.size(), 1U);
  EXPECT_EQ(answered[0].nonce, "first");
  EXPECT_EQ(answered[0].outcome, DeepEcho::ok);
  pulses[0].check_with([] { throw std::runtime_error("disk"); });
  pulses[0].turn("", {});
  answered = echoes.take_answered(pulses);
  ASSERT_EQ(answered.size(), 1U);
  EXPECT_EQ(answered[0].outcome, DeepEcho::failed);
}

TEST(DeepEchoes, ForgetTheOldestWhenTooManyAreAsked) {
  std::deque<LoopPulse> pulses;
  pulses.emplace_back("writer");
  DeepEchoes echoes;
  for (int i = 0; i < 1000; ++i) echoes.ask(std::to_string(i), pulses);
  pulses[0].turn("", {});
  const auto answered = echoes.take_answered(pulses);
  ASSERT_EQ(answered.size(), DeepEchoes::kWaitingMax);
  EXPECT_EQ(answered.back().nonce, "999");
}

}  // namespace
}  // namespace latido::health
