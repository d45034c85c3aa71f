#include "clients/cpp/command/show_health.h"

#include "tests/unit/client/from_json.h"

#include <limits>

#include <gtest/gtest.h>

namespace latido::command {
namespace {

constexpr Style kPlain{};
// 1774346400 s: 2026-03-24T10:00:00Z, by `date -u -d @1774346400`.
constexpr std::int64_t kAt = 1774346400123;

std::string service(const std::string& name, const std::string& verdict, const std::string& rest) {
  return R"({"service": ")" + name + R"(", "verdict": ")" + verdict + "\"" + rest + "}";
}

std::string snapshot(const std::string& services, const std::string& rest = "") {
  return R"({"epoch": "e", "sequence": "12", "unixMs": "1774346400123")" + rest +
         R"(, "snapshot": [)" + services + "]}";
}

}  // namespace

TEST(ClockTime, IsUtcToTheMillisecond) {
  EXPECT_EQ(date_time(kAt), "2026-03-24 10:00:00.123Z");
  EXPECT_EQ(clock_time(kAt), "10:00:00.123Z");
  EXPECT_EQ(date_time(0), "1970-01-01 00:00:00.000Z");
  EXPECT_EQ(date_time(std::numeric_limits<std::int64_t>::max()), "9999-12-31 23:59:59.999Z");
}

TEST(ShowSnapshot, IsATableOfServices) {
  FromJson<schema::StreamMessage> message(snapshot(
      service(
          "comandos",
          "up",
          R"(, "pid": 77, "sinceUnixMs": "1774346400000", "lastBeatAgeMs": "12", "restarts": 1)") +
      "," +
      service(
          "broker",
          "crashed",
          R"(, "sinceUnixMs": "1774346400123", "recovering": true, "evidence": {"cause": "The process is gone."})")));
  EXPECT_EQ(show_snapshot(message.get(), kPlain),
            "As the monitor saw it at 2026-03-24 10:00:00.123Z, change 12\n"
            "SERVICE   VERDICT  SINCE                     LAST BEAT  PID  RESTARTS  CAUSE\n"
            "comandos  up       2026-03-24 10:00:00.000Z      12 ms   77         1\n"
            "broker    crashed  2026-03-24 10:00:00.123Z      never              0  The process is "
            "gone. Restart under way.\n");
}

TEST(ShowSnapshot, EndsWithTheOpenIncidents) {
  FromJson<schema::StreamMessage> message(snapshot(
      "",
      R"(, "incidents": [{"id": "6f0c-1", "root": "broker", "cause": "It is gone.", "acknowledged": true,
          "openedUnixMs": "1774346400000", "services": ["broker", "comandos"]},
         {"id": "6f0c-2", "root": "x\u001b", "openedUnixMs": "1774346400123", "services": ["x\u001b"]}])"));
  const auto text = show_snapshot(message.get(), kPlain);
  EXPECT_NE(text.find("\nOpen since 2026-03-24 10:00:00.000Z, acknowledged: 6f0c-1 broker: It is "
                      "gone. (with comandos)\n"
                      "Open since 2026-03-24 10:00:00.123Z: 6f0c-2 x"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(ShowSnapshot, TellsUntilWhenAServiceIsInMaintenance) {
  FromJson<schema::StreamMessage> message(snapshot(
      service("a", "up", R"(, "maintenance": true, "maintenanceUntilUnixMs": "1774346400123")") +
      "," + service("b", "up", R"(, "maintenance": true)")));
  const auto text = show_snapshot(message.get(), kPlain);
  EXPECT_NE(text.find("  In maintenance until 2026-03-24 10:00:00.123Z.\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("  In maintenance.\n"), std::string::npos) << text;
}

TEST(ShowSnapshot, ShowsTheAvailabilityOfADayWhereTheMonitorKeepsAHistory) {
  FromJson<schema::StreamMessage> message(
      snapshot(service("comandos", "up", "") + "," + service("broker", "up", ""),
               R"(, "availability": [{"service": "comandos", "windows": [{"hours": 1, "upMs": 5},
                             {"hours": 24, "upMs": 999, "downMs": 1}]}])"));
  const auto text = show_snapshot(message.get(), kPlain);
  EXPECT_NE(text.find("RESTARTS      24 H  CAUSE\n"), std::string::npos) << text;
  EXPECT_NE(text.find("0  99.900 %\n"), std::string::npos) << text;
}

TEST(ShowSnapshot, SaysThatTheMonitorIsBlind) {
  FromJson<schema::StreamMessage> message(
      snapshot("", R"(, "blind": true, "blindReason": "Held up for 2 s.")"));
  EXPECT_NE(show_snapshot(message.get(), kPlain)
                .find("The monitor is BLIND, its verdicts are frozen: Held up for 2 s.\n"),
            std::string::npos);
}

TEST(ShowChange, NamesTimeServiceVerdictAndCause) {
  FromJson<schema::StreamMessage> message(
      R"({"epoch": "e", "sequence": "13", "unixMs": "1774346400123", "change": )" +
      service("comandos", "stopped", R"(, "evidence": {"cause": "SIGSTOP."})") + "}");
  EXPECT_EQ(show_change(message.get(), kPlain),
            "10:00:00.123Z  comandos    stopped        SIGSTOP.\n");
}

TEST(ShowChange, NamesTheMonitorsOwnBlindness) {
  FromJson<schema::StreamMessage> blind(
      R"({"unixMs": "1774346400123", "blind": true, "blindReason": "Stalled.", "blindness": null})");
  EXPECT_EQ(show_change(blind.get(), kPlain),
            "10:00:00.123Z  monitor     BLIND          Its verdicts are frozen: Stalled.\n");
  FromJson<schema::StreamMessage> sees(R"({"unixMs": "1774346400123", "blindness": null})");
  EXPECT_EQ(show_change(sees.get(), kPlain),
            "10:00:00.123Z  monitor     sees           It watches again.\n");
}

TEST(ShowNotice, IsALineOfItsOwn) {
  EXPECT_EQ(
      show_notice(Notice::monitor_silent, kAt, kPlain),
      "10:00:00.123Z  monitor     silent         Not a word for 3 s; what was shown may be out "
      "of date.\n");
}

TEST(AllUp, NeedsEveryServiceUpAndAMonitorThatSees) {
  const auto up = service("a", "up", "");
  EXPECT_TRUE(all_up(FromJson<schema::StreamMessage>(snapshot(up + "," + up)).get()));
  EXPECT_FALSE(all_up(FromJson<schema::StreamMessage>(snapshot("")).get()));
  EXPECT_FALSE(all_up(
      FromJson<schema::StreamMessage>(snapshot(up + "," + service("b", "degraded", ""))).get()));
  EXPECT_FALSE(all_up(FromJson<schema::StreamMessage>(snapshot(up, R"(, "blind": true)")).get()));
}

}  // namespace latido::command
