#include "clients/cpp/command/exit_code.h"

#include <gtest/gtest.h>

namespace latido::command {

TEST(ExitCode, TellsBusinessBadInputAndNoAnswerApart) {
  for (const char* code : {"UNKNOWN_CUSTOMER",
                           "SERIES_EXHAUSTED",
                           "EXPECTED_MISMATCH",
                           "NOT_OPEN",
                           "EXCEEDS_DUE",
                           "NOT_FOUND",
                           "IDEMPOTENCY_MISMATCH",
                           "DUPLICATE_CUSTOMER"}) {
    EXPECT_EQ(exit_code_for(code), ExitCode::refused) << code;
  }
  for (const char* code : {"MISSING_FIELD",
                           "BAD_VALUE",
                           "TOO_MANY_DECIMALS",
                           "UNKNOWN_CURRENCY",
                           "NO_LINES",
                           "MALFORMED_JSON",
                           "UNKNOWN_FIELD",
                           "TOO_LARGE",
                           "BAD_TAX"}) {
    EXPECT_EQ(exit_code_for(code), ExitCode::usage) << code;
  }
  for (const char* code :
       {"NO_SERVICE", "BUSY", "EXPIRED", "OUTCOME_UNKNOWN", "QUARANTINED", "NOT_YET", "INTERNAL"}) {
    EXPECT_EQ(exit_code_for(code), ExitCode::no_answer) << code;
  }
}

TEST(ExitCode, OfACodeNotKnownHereIsARefusal) {
  EXPECT_EQ(exit_code_for("A_LATER_ONE"), ExitCode::refused);
}

TEST(ExitCode, OfSeveralIsTheWorst) {
  EXPECT_EQ(worse(ExitCode::refused, ExitCode::no_answer), ExitCode::no_answer);
  EXPECT_EQ(worse(ExitCode::ok, ExitCode::refused), ExitCode::refused);
}

}  // namespace latido::command
