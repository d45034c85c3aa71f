#include "clients/cpp/retry.h"

#include <gtest/gtest.h>

namespace latido::client {
namespace {

using namespace std::chrono_literals;

constexpr RetryOptions kOptions{
    .timeout = 10s, .silence = 1s, .backoff_first = 50ms, .backoff_max = 400ms};
constexpr double kNoJitter = 0.0;
const MonotonicTime kStart{};
const Refusal kBusy{"BUSY", "", "", 0};

}  // namespace

TEST(Retry, WaitsTwiceAsLongForEachFurtherAttempt) {
  Retry retry(kOptions, kStart);
  EXPECT_EQ(retry.silent_at(kStart), kStart + 1s);
  retry.after_silence(true, kStart, kNoJitter);
  EXPECT_EQ(retry.silent_at(kStart), kStart + 2s);
  retry.after_silence(true, kStart, kNoJitter);
  EXPECT_EQ(retry.silent_at(kStart), kStart + 4s);
}

TEST(Retry, NeverWaitsPastTheDeadline) {
  const Retry retry(kOptions, kStart);
  EXPECT_EQ(retry.silent_at(kStart + 9500ms), kStart + 10s);
}

TEST(Retry, BacksOffTwiceAsLongEachTimeUpToTheMost) {
  Retry retry(kOptions, kStart);
  for (const auto expected : {50ms, 100ms, 200ms, 400ms, 400ms}) {
    EXPECT_EQ(retry.after_refusal(kBusy, kStart, kNoJitter), expected);
  }
  EXPECT_EQ(retry.attempt(), 6U);
}

TEST(Retry, WaitsAtLeastAsLongAsTheServiceAsksFor) {
  Retry retry(kOptions, kStart);
  const Refusal later{"BUSY", "", "", 1500};
  EXPECT_EQ(retry.after_refusal(later, kStart, kNoJitter), 1500ms);
}

TEST(Retry, SpreadsClientsByAQuarter) {
  Retry retry(kOptions, kStart);
  EXPECT_EQ(retry.after_refusal({"BUSY", "", "", 1000}, kStart, 1.0), 1250ms);
}

TEST(Retry, GivesUpWhenTheNextAttemptWouldBePastTheDeadline) {
  Retry retry(kOptions, kStart);
  EXPECT_EQ(retry.after_refusal({"BUSY", "", "", 200}, kStart + 9800ms, kNoJitter), std::nullopt);
}

TEST(Retry, GivesUpAfterSilenceUpToTheDeadline) {
  Retry retry(kOptions, kStart);
  EXPECT_EQ(retry.after_silence(true, kStart + 10s, kNoJitter), std::nullopt);
}

TEST(Retry, LeavesTimeForALastAttempt) {
  Retry retry({.timeout = 10s, .silence = 1s, .backoff_first = 50ms, .backoff_max = 5s}, kStart);
  for (int i = 0; i < 6; ++i) retry.after_refusal(kBusy, kStart, kNoJitter);
  EXPECT_EQ(retry.after_refusal(kBusy, kStart + 9s, kNoJitter), 500ms);
}

TEST(Retry, KnowsThatAnUnsentRequestCannotHaveHappened) {
  Retry retry(kOptions, kStart);
  retry.after_silence(false, kStart, kNoJitter);
  retry.after_refusal(kBusy, kStart, kNoJitter);
  EXPECT_FALSE(retry.may_have_happened());
}

TEST(Retry, RemembersThatAnEarlierAttemptMayHaveHappened) {
  Retry retry(kOptions, kStart);
  retry.after_silence(true, kStart, kNoJitter);
  retry.after_refusal({"NO_SERVICE", "", "", 100}, kStart, kNoJitter);
  EXPECT_TRUE(retry.may_have_happened());
}

TEST(Retry, TakesOutcomeUnknownAtItsWord) {
  Retry retry(kOptions, kStart);
  retry.after_refusal({"OUTCOME_UNKNOWN", "", "", 50}, kStart, kNoJitter);
  EXPECT_TRUE(retry.may_have_happened());
}

TEST(Retry, DoesNotTakeAWorkersRefusalOfALaterCopyForTheEndOfTheFirst) {
  for (const char* code : {"EXPIRED", "BUSY"}) {
    Retry retry(kOptions, kStart);
    retry.after_refusal({code, "", "", 50, /*from_service=*/true}, kStart, kNoJitter);
    EXPECT_TRUE(retry.may_have_happened()) << code;
  }
}

TEST(Retry, TakesTheBrokersOwnRefusalAtItsWord) {
  for (const char* code : {"EXPIRED", "BUSY", "NO_SERVICE"}) {
    Retry retry(kOptions, kStart);
    retry.after_refusal({code, "", "", 50, /*from_service=*/false}, kStart, kNoJitter);
    EXPECT_FALSE(retry.may_have_happened()) << code;
  }
}

TEST(Outcome, IsOpenAfterAnInternalFaultAndTheQuarantineWhoeverSaysSo) {
  for (const char* code : {"INTERNAL", "QUARANTINED", "OUTCOME_UNKNOWN"}) {
    EXPECT_TRUE(leaves_outcome_unknown({code, "", "", 0, /*from_service=*/false})) << code;
    EXPECT_TRUE(leaves_outcome_unknown({code, "", "", 0, /*from_service=*/true})) << code;
  }
  for (const char* code : {"UNKNOWN_SERIES", "NO_SERVICE", "BAD_VALUE"}) {
    EXPECT_FALSE(leaves_outcome_unknown({code, "", "", 0, /*from_service=*/true})) << code;
  }
}

TEST(Transient, AreTheCodesThatTimeMends) {
  for (const char* code : {"NO_SERVICE", "BUSY", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET"}) {
    EXPECT_TRUE(is_transient({code, "", "", 0})) << code;
  }
  EXPECT_TRUE(is_transient({"INTERNAL", "", "", 1000}));
  for (const char* code : {"INTERNAL", "QUARANTINED", "UNKNOWN_TENANT", "UNKNOWN_CUSTOMER"}) {
    EXPECT_FALSE(is_transient({code, "", "", 0})) << code;
  }
}

}  // namespace latido::client
