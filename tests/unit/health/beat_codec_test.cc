#include "common/health/beat_codec.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace latido::health {
namespace {

Beat full_beat() {
  return {.service = "comandos",
          .incarnation = "00112233445566778899aabbccddeeff",
          .pid = 4711,
          .start_ticks = 18'446'744'073'709'551'615U,
          .boot_id = "b0f7",
          .sequence = 9'007'199'254'740'993U,  // 2^53 + 1: a double cannot hold it
          .sent_monotonic_ns = -1,
          .interval_ms = 50,
          .loops = {{.name = "writer",
                     .turns = 7,
                     .age_ms = 3,
                     .operation = "commit",
                     .budget_ms = 250,
                     .tid = 4713}},
          .queue_depth = 12,
          .last_commit_age_ms = 40,
          .phase = Phase::standby,
          .heart_tid = 4712,
          .read_lag_ms = 6};
}

std::string beat_json(const std::string& inside) { return R"({"beat":{)" + inside + "}}"; }

TEST(BeatCodec, GivesBackEveryFieldOfABeat) {
  const HealthMessage message = full_beat();
  EXPECT_EQ(decode(encode(message)), message);
}

// Written by hand from schema/health.capnp: members in the order of their ordinals, 64-bit integers
// as strings. Monitors and services of other builds read it.
TEST(BeatCodec, KeepsItsBytes) {
  EXPECT_EQ(
      encode(full_beat()),
      R"({"beat":{"service":"comandos","incarnation":"00112233445566778899aabbccddeeff","pid":4711,)"
      R"("startTicks":"18446744073709551615","bootId":"b0f7","sequence":"9007199254740993",)"
      R"("sentMonotonicNs":"-1","intervalMs":50,"loops":[{"name":"writer","turns":"7","ageMs":3,)"
      R"("operation":"commit","budgetMs":250,"tid":4713}],"queueDepth":12,"lastCommitAgeMs":"40",)"
      R"("phase":"standby","heartTid":4712,"readLagMs":"6"}})");
}

TEST(BeatCodec, GivesBackEchoRequestAndReply) {
  EXPECT_EQ(decode(encode(EchoRequest{"n-1", true})), HealthMessage(EchoRequest{"n-1", true}));
  const HealthMessage reply = EchoReply{"n-2", full_beat(), DeepEcho::failed};
  EXPECT_EQ(decode(encode(reply)), reply);
  EXPECT_EQ(decode(encode(Acknowledge{"i-1"})), HealthMessage(Acknowledge{"i-1"}));
}

TEST(BeatCodec, GivesBackAMaintenanceWindowOfADayAtMost) {
  const HealthMessage window =
      Maintenance{.service = "alpha", .minutes = 1440, .until_unix_ms = 1'774'346'400'000};
  EXPECT_EQ(decode(encode(window)), window);
  EXPECT_TRUE(decode(R"({"maintenance":{"service":"alpha","minutes":0}})"));
  for (const auto* bad : {R"({"maintenance":{"service":"alpha","minutes":1441}})",
                          R"({"maintenance":{"service":"","minutes":1}})",
                          R"({"maintenance":{"service":"a\u0007","minutes":1}})",
                          R"({"maintenance":{"service":"a","untilUnixMs":"-1"}})",
                          R"({"maintenance":{"service":"a","minutes":-1}})"}) {
    EXPECT_FALSE(decode(bad)) << bad;
  }
}

TEST(BeatCodec, WritesTheJsonThatTheProtocolDescribes) {
  EXPECT_EQ(encode(EchoRequest{"abc"}), R"({"echoRequest":{"nonce":"abc","deep":false}})");
  const auto text = encode(full_beat());
  EXPECT_NE(text.find(R"("startTicks":"18446744073709551615")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("phase":"standby")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("intervalMs":50)"), std::string::npos) << text;
}

TEST(BeatCodec, ReadsABeatThatAPersonWrote) {
  const auto message = decode(beat_json(R"("service":"x","pid":7,"sequence":5,"phase":"serving")"));
  ASSERT_TRUE(message);
  const auto& beat = std::get<Beat>(*message);
  EXPECT_EQ(beat.service, "x");
  EXPECT_EQ(beat.pid, 7U);
  EXPECT_EQ(beat.sequence, 5U);
  EXPECT_EQ(beat.phase, Phase::serving);
  EXPECT_EQ(beat.last_commit_age_ms, -1);
}

TEST(BeatCodec, SkipsFieldsOfANewerService) {
  EXPECT_TRUE(decode(beat_json(R"("service":"x","moonPhase":"full")")));
}

TEST(BeatCodec, RefusesAMessageOverFourKiB) {
  const auto padded = [](std::size_t size) {
    auto text = beat_json(R"("service":"x")");
    return text.append(size - text.size(), ' ');
  };
  EXPECT_TRUE(decode(padded(4096)));
  EXPECT_FALSE(decode(padded(4097)));
}

TEST(BeatCodec, RefusesDeepNesting) {
  const std::string deep =
      beat_json(R"("service":"x","extra":)" + std::string(1000, '[') + std::string(1000, ']'));
  EXPECT_FALSE(decode(deep));
}

TEST(BeatCodec, RefusesTextThatIsTooLongOrNotPrintable) {
  EXPECT_TRUE(decode(beat_json(R"("service":")" + std::string(64, 's') + '"')));
  EXPECT_FALSE(decode(beat_json(R"("service":")" + std::string(65, 's') + '"')));
  EXPECT_FALSE(decode(beat_json(R"("service":"a\nb")")));
  EXPECT_FALSE(decode(beat_json("\"service\":\"a\xff\"")));
  EXPECT_FALSE(decode(beat_json(R"("service":"x","loops":[{"operation":"\u001b[2J"}])")));
  EXPECT_FALSE(decode(R"({"echoRequest":{"nonce":")" + std::string(65, 'n') + R"("}})"));
}

TEST(BeatCodec, RefusesMoreLoopsThanAllowed) {
  const auto loops = [](int count) {
    std::string list = "{}";
    for (int i = 1; i < count; ++i) list += ",{}";
    return beat_json(R"("service":"x","loops":[)" + list + "]");
  };
  EXPECT_TRUE(decode(loops(8)));
  EXPECT_FALSE(decode(loops(9)));
}

TEST(BeatCodec, RefusesWhatIsNoHealthMessage) {
  for (const std::string bytes : {"",
                                  "{",
                                  "{}",
                                  "[]",
                                  "null",
                                  "{\"beat\":null}",
                                  "{\"beat\":{}}",
                                  "{\"beat\":7}",
                                  "\x01",
                                  "\x01{\"echoRequest\":{\"nonce\":\"a\"}}",
                                  "{\"echoRequest\":{}}",
                                  "{\"echoReply\":{\"nonce\":\"a\"}}",
                                  "{\"beat\":{\"service\":\"x\",\"pid\":-1}}",
                                  "{\"beat\":{\"service\":\"x\",\"pid\":4294967296}}",
                                  "{\"beat\":{\"service\":\"x\",\"pid\":1e300}}",
                                  "{\"beat\":{\"service\":\"x\",\"phase\":\"moon\"}}",
                                  "{\"beat\":{\"service\":\"x\",\"sequence\":\"-1\"}}"}) {
    EXPECT_FALSE(decode(bytes)) << bytes;
  }
}

TEST(BeatCodec, SurvivesMutatedAndRandomBytes) {
  std::mt19937 random(4711);  // NOLINT: the same bytes at every run
  const auto good = encode(EchoReply{"n", full_beat()});
  for (int round = 0; round < 20'000; ++round) {
    auto bytes = good;
    for (int flips = 0; flips < 3; ++flips)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    if (round % 4 == 0) bytes.resize(random() % bytes.size());
    const auto message = decode(bytes);  // must not throw
    if (message) {
      EXPECT_LE(encode(*message).size(), kHealthMessageMax * 2);
    }
  }
}

}  // namespace
}  // namespace latido::health
