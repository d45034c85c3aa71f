#include "clients/cpp/command/show_availability.h"

#include "tests/unit/client/from_json.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

constexpr Style kPlain{};

constexpr char kMessage[] = R"({"availability": [
    {"service": "broker", "windows": [{"hours": 1}]},
    {"service": "comandos", "windows": [
      {"hours": 1, "availability": 0.9, "upMs": 2520000, "degradedMs": 180000, "downMs": 300000,
       "maintenanceMs": 0, "faults": 2, "meanDetectMs": "101", "meanRecoverMs": "150000"},
      {"hours": 720, "availability": 0.9999, "upMs": 2591000000}]}]})";

}  // namespace

TEST(DurationText, IsAsFineAsItsLengthMakesSense) {
  EXPECT_EQ(duration_text(-1), "");
  EXPECT_EQ(duration_text(0), "0 ms");
  EXPECT_EQ(duration_text(999), "999 ms");
  EXPECT_EQ(duration_text(2590), "2.5 s");
  EXPECT_EQ(duration_text(59'999), "59.9 s");
  EXPECT_EQ(duration_text(187'000), "3 m 7 s");
  EXPECT_EQ(duration_text(18'000'000), "5 h 0 m");
  EXPECT_EQ(duration_text(2'516'400'000), "29 d 3 h");
}

TEST(AvailabilityText, IsHundredPercentOnlyWhereItWasNeverDown) {
  const auto text = [](const char* json) {
    FromJson<schema::AvailabilityWindow> window(json);
    return availability_text(window.get());
  };
  EXPECT_EQ(text(R"({"upMs": 2592000000})"), "100.000 %");
  EXPECT_EQ(text(R"({"upMs": 2591999999, "downMs": 1})"), "99.999 %");
  EXPECT_EQ(text(R"({"upMs": 1, "degradedMs": 1, "downMs": 1})"), "66.666 %");
  EXPECT_EQ(text(R"({"downMs": 7})"), "0.000 %");
  EXPECT_EQ(text(R"({"maintenanceMs": 7})"), "not known");
}

TEST(ShowAvailability, IsALineForEachServiceAndWindow) {
  FromJson<schema::StreamMessage> message(kMessage);
  EXPECT_EQ(
      show_availability(message.get(), "", kPlain),
      "SERVICE   OVER  AVAILABLE         UP  DEGRADED     DOWN  MAINTENANCE    UNKNOWN  FAULTS"
      "  DETECTED IN  RECOVERED IN\n"
      "broker    1 h   not known       0 ms      0 ms     0 ms         0 ms    1 h 0 m       0\n"
      "comandos  1 h    90.000 %   42 m 0 s   3 m 0 s  5 m 0 s         0 ms   10 m 0 s       2"
      "       101 ms      2 m 30 s\n"
      "comandos  30 d  100.000 %  29 d 23 h      0 ms     0 ms         0 ms  16 m 40 s       0\n");
}

TEST(ShowAvailability, IsOfOneServiceWhereAsked) {
  FromJson<schema::StreamMessage> message(kMessage);
  const auto text = show_availability(message.get(), "broker", kPlain);
  EXPECT_NE(text.find("\nbroker"), std::string::npos);
  EXPECT_EQ(text.find("\ncomandos"), std::string::npos);
  EXPECT_EQ(show_availability(message.get(), "another", kPlain), "");
}

}  // namespace latido::command
