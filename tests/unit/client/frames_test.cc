#include "clients/cpp/frames.h"

#include <gtest/gtest.h>

namespace latido::client {
namespace {

using namespace std::string_literals;

Frames reply(const std::string& command, Frames body) {
  Frames frames{"MDPC02", command, "comandos"};
  frames.insert(frames.end(), body.begin(), body.end());
  return frames;
}

}  // namespace

TEST(RequestFrames, AreAnMdp02RequestWithAHeader) {
  messaging::Header header;
  header.deadline_unix_ms = 1700;
  header.attempt = 2;
  header.trace = "t1";
  EXPECT_EQ(request_frames("comandos", header, "{}"),
            (Frames{"MDPC02", "\x01", "comandos", "LTD1 deadline=1700 attempt=2 trace=t1", "{}"}));
}

TEST(ReadReply, TakesAFinalWithItsHeader) {
  const auto got = read_reply(reply("\x03", {"LTD1 attempt=2 trace=t1 replayed=1", "{}"}));
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->final);
  EXPECT_EQ(got->service, "comandos");
  EXPECT_EQ(got->header->trace, "t1");
  EXPECT_TRUE(got->replayed);
  EXPECT_EQ(got->payload, "{}");
}

TEST(ReadReply, TakesAFinalOfTheBrokerWithoutAHeader) {
  const auto got = read_reply(reply("\x03", {"{}"}));
  ASSERT_TRUE(got);
  EXPECT_FALSE(got->header);
  EXPECT_FALSE(got->replayed);
}

TEST(ReadReply, TellsAPartialFromAFinal) { EXPECT_FALSE(read_reply(reply("\x02", {"{}"}))->final); }

TEST(ReadReply, PassesOverWhatIsNoReply) {
  EXPECT_FALSE(read_reply({}));
  EXPECT_FALSE(read_reply({"MDPC02", "\x03", "comandos"}));
  EXPECT_FALSE(read_reply({"MDPC01", "\x03", "comandos", "{}"}));
  EXPECT_FALSE(read_reply({"MDPC02", "\x04", "comandos", "{}"}));
  EXPECT_FALSE(read_reply({"MDPC02", "\x03\x03", "comandos", "{}"}));
  EXPECT_FALSE(read_reply(reply("\x03", {"LTD1 attempt=none", "{}"})));
}

TEST(Answers, OnlyTheRequestOfTheSameTraceAndService) {
  const auto got = read_reply(reply("\x03", {"LTD1 attempt=1 trace=mine", "{}"}));
  EXPECT_TRUE(answers(*got, "comandos", "mine"));
  EXPECT_FALSE(answers(*got, "comandos", "other"));
  EXPECT_FALSE(answers(*got, "consultas", "mine"));
}

TEST(Answers, NoRequestWhenTheHeaderNamesNone) {
  const auto got = read_reply(reply("\x03", {"LTD1 attempt=1", "{}"}));
  EXPECT_FALSE(answers(*got, "comandos", "mine"));
}

}  // namespace latido::client
