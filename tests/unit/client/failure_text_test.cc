#include "clients/cpp/command/failure_text.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

const std::string kEndpoint = "tcp://127.0.0.1:5555";

}  // namespace

TEST(RefusalText, NamesCodeAndField) {
  EXPECT_EQ(refusal_text({"BAD_VALUE", "lines[2].quantity", "It is no number."}),
            "BAD_VALUE (lines[2].quantity): It is no number.");
  EXPECT_EQ(refusal_text({"BUSY", "", "Later."}), "BUSY: Later.");
}

TEST(RefusalText, TellsHowToFindOutWhatTheQuarantineLeftOpen) {
  EXPECT_EQ(refusal_text({"QUARANTINED", "", "It is kept."}, "k-1"),
            "QUARANTINED: It is kept.\n"
            "It is not known whether it was done. Ask with: latido status k-1");
  EXPECT_EQ(refusal_text({"NOT_OPEN", "", "It is void."}, "k-1"), "NOT_OPEN: It is void.");
  EXPECT_EQ(refusal_text({"INTERNAL", "", "It broke."}, ""), "INTERNAL: It broke.");
}

TEST(FailureText, SaysThatNothingWasDoneWhereNobodyListens) {
  const client::Failure failure{
      .sent = false, .may_have_happened = false, .attempts = 2, .last = {}};
  EXPECT_EQ(failure_text(failure, kEndpoint, "k-1"),
            "Nobody listens at tcp://127.0.0.1:5555. Is Latido running? (2 attempts)\n"
            "Nothing was done. Its key was k-1.");
}

TEST(FailureText, TellsHowToFindOutWhatIsNotKnown) {
  const client::Failure failure{.sent = true, .may_have_happened = true, .attempts = 1, .last = {}};
  EXPECT_EQ(failure_text(failure, kEndpoint, "k-1"),
            "No answer came from tcp://127.0.0.1:5555. (1 attempt)\n"
            "It is not known whether it was done. Ask with: latido status k-1\n"
            "or run it again, exactly the same, with: --key k-1");
}

TEST(FailureText, OfAQueryIsTheReasonAlone) {
  const client::Failure failure{.sent = true,
                                .may_have_happened = true,
                                .attempts = 3,
                                .last = client::Refusal{"NO_SERVICE", "", "Nobody serves it."}};
  EXPECT_EQ(failure_text(failure, kEndpoint, ""), "NO_SERVICE: Nobody serves it. (3 attempts)");
}

}  // namespace latido::command
