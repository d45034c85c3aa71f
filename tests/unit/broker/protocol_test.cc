// Expected bytes are those of the tables in RFC 7 (MDP 0.1) and RFC 18 (MDP 0.2).
#include "broker/protocol.h"

#include <gtest/gtest.h>

namespace latido::broker {
namespace {

Frames encoded(const Message& message) { return {message.begin(), message.end()}; }

struct WorkerCase {
  const char* name;
  Frames frames;
  Kind kind;
};

class WorkerMessage : public testing::TestWithParam<WorkerCase> {};

TEST_P(WorkerMessage, IsReadByHeaderAndCode) {
  EXPECT_EQ(parse(GetParam().frames).kind, GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc,
    WorkerMessage,
    testing::Values(
        WorkerCase{"Ready01", {"", "MDPW01", "\x01", "echo"}, Kind::worker_ready},
        WorkerCase{"Reply01", {"", "MDPW01", "\x03", "tok", "", "body"}, Kind::worker_final},
        WorkerCase{"Heartbeat01", {"", "MDPW01", "\x04"}, Kind::worker_heartbeat},
        WorkerCase{"Disconnect01", {"", "MDPW01", "\x05"}, Kind::worker_disconnect},
        WorkerCase{"Ready02", {"MDPW02", "\x01", "echo"}, Kind::worker_ready},
        WorkerCase{"ReadyWithAnnouncement",
                   {"MDPW02", "\x01", "echo", "LTD1 credits=2"},
                   Kind::worker_ready},
        WorkerCase{"Partial02", {"MDPW02", "\x03", "tok", "", "body"}, Kind::worker_partial},
        WorkerCase{"Final02", {"MDPW02", "\x04", "tok", "", "body"}, Kind::worker_final},
        WorkerCase{"Heartbeat02", {"MDPW02", "\x05"}, Kind::worker_heartbeat},
        WorkerCase{"Disconnect02", {"MDPW02", "\x06"}, Kind::worker_disconnect},
        WorkerCase{
            "Final02Delimited", {"", "MDPW02", "\x04", "tok", "", "body"}, Kind::worker_final},
        WorkerCase{"NoCommand", {"", "MDPW01"}, Kind::invalid},
        WorkerCase{"UnknownCode01", {"", "MDPW01", "\x06"}, Kind::invalid},
        WorkerCase{"UnknownCode02", {"MDPW02", "\x07"}, Kind::invalid},
        WorkerCase{"RequestFromWorker", {"MDPW02", "\x02", "tok", "", "body"}, Kind::invalid},
        WorkerCase{"EmptyCode", {"MDPW02", ""}, Kind::invalid},
        WorkerCase{"LongCode", {"MDPW02", "\x04\x04", "tok", "", "body"}, Kind::invalid},
        WorkerCase{"ReadyWithoutService", {"MDPW02", "\x01"}, Kind::invalid},
        WorkerCase{"ReadyWithTwoExtras", {"MDPW02", "\x01", "echo", "a", "b"}, Kind::invalid},
        WorkerCase{"ReadyWithSpaceInName", {"MDPW02", "\x01", "an echo"}, Kind::invalid},
        WorkerCase{"ReplyWithoutBody", {"MDPW02", "\x04", "tok", ""}, Kind::invalid},
        WorkerCase{
            "ReplyWithoutDelimiter", {"MDPW02", "\x04", "tok", "body", "more"}, Kind::invalid},
        WorkerCase{
            "ReplyWithTwoAddresses", {"MDPW02", "\x04", "tok", "tok", "", "body"}, Kind::invalid},
        WorkerCase{"HeartbeatWithExtra", {"MDPW02", "\x05", "x"}, Kind::invalid},
        WorkerCase{"Undelimited01", {"MDPW01", "\x01", "echo"}, Kind::invalid},
        WorkerCase{"Enveloped", {"id", "", "MDPW01", "\x01", "echo"}, Kind::invalid},
        WorkerCase{"WrongCase", {"mdpw02", "\x05"}, Kind::invalid},
        WorkerCase{
            "NineFrames", {"MDPW02", "\x04", "tok", "", "1", "2", "3", "4", "5"}, Kind::invalid}),
    [](const auto& instance) { return instance.param.name; });

struct ClientCase {
  const char* name;
  Frames frames;
  Kind kind;
  Code code = Code::malformed_request;
};

class ClientMessage : public testing::TestWithParam<ClientCase> {};

TEST_P(ClientMessage, IsReadOrRefused) {
  const Parsed parsed = parse(GetParam().frames);
  EXPECT_EQ(parsed.kind, GetParam().kind);
  if (parsed.kind == Kind::bad_request) {
    EXPECT_EQ(parsed.code, GetParam().code);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rfc,
    ClientMessage,
    testing::Values(
        ClientCase{"Request01", {"", "MDPC01", "echo", "body"}, Kind::client_request},
        ClientCase{"Request02", {"MDPC02", "\x01", "echo", "body"}, Kind::client_request},
        ClientCase{
            "Request02Delimited", {"", "MDPC02", "\x01", "echo", "body"}, Kind::client_request},
        ClientCase{"EmptyBodyFrame", {"", "MDPC01", "echo", ""}, Kind::client_request},
        ClientCase{
            "Correlated", {"\x01\x02\x03\x04", "", "MDPC01", "echo", "body"}, Kind::client_request},
        ClientCase{"FiveBodyFrames02",
                   {"MDPC02", "\x01", "echo", "1", "2", "3", "4", "5"},
                   Kind::client_request},
        ClientCase{"NoFrames", {}, Kind::invalid},
        ClientCase{"OneEmptyFrame", {""}, Kind::invalid},
        ClientCase{"Garbage", {"garbage"}, Kind::invalid},
        ClientCase{"Undelimited01", {"MDPC01", "echo", "body"}, Kind::invalid},
        ClientCase{"UnknownVersion", {"", "MDPC03", "echo", "body"}, Kind::invalid},
        ClientCase{"NoCommand02", {"MDPC02"}, Kind::invalid},
        ClientCase{"FinalFromClient", {"MDPC02", "\x03", "echo", "body"}, Kind::invalid},
        ClientCase{"FiveEnvelopeFrames",
                   {"1", "2", "3", "4", "5", "", "MDPC01", "echo", "body"},
                   Kind::invalid},
        ClientCase{"NoService", {"", "MDPC01"}, Kind::bad_request},
        ClientCase{"EmptyService", {"", "MDPC01", "", "body"}, Kind::bad_request},
        ClientCase{"NoBody01", {"", "MDPC01", "echo"}, Kind::bad_request},
        ClientCase{"NoBody02", {"MDPC02", "\x01", "echo"}, Kind::bad_request},
        ClientCase{
            "ServiceOf65Bytes", {"", "MDPC01", std::string(65, 's'), "body"}, Kind::bad_request},
        ClientCase{
            "ServiceWithNul", {"", "MDPC01", std::string("a\0b", 3), "body"}, Kind::bad_request},
        ClientCase{"NineFrames02",
                   {"MDPC02", "\x01", "echo", "1", "2", "3", "4", "5", "6"},
                   Kind::bad_request,
                   Code::too_large},
        ClientCase{
            "FrameOf64KiB", {"", "MDPC01", "echo", std::string(65536, 'x')}, Kind::client_request},
        ClientCase{"FrameOneByteOver",
                   {"", "MDPC01", "echo", std::string(65537, 'x')},
                   Kind::bad_request,
                   Code::too_large}),
    [](const auto& instance) { return instance.param.name; });

TEST(Protocol, FindsThePartsOfACorrelatedRequest) {
  const Frames frames = {"\x01\x02\x03\x04", "", "MDPC01", "echo", "one", "two"};
  const Parsed parsed = parse(frames);
  EXPECT_EQ(parsed.version, Version::v01);
  EXPECT_TRUE(parsed.delimited);
  EXPECT_EQ(frames[parsed.subject], "echo");
  EXPECT_EQ(frames[parsed.body], "one");
  Message reply;
  const Frames body = {"answer"};
  encode_reply(route_of(parsed, frames), true, body, reply);
  EXPECT_EQ(encoded(reply), (Frames{"\x01\x02\x03\x04", "", "MDPC01", "echo", "answer"}));
}

TEST(Protocol, MirrorsTheDelimiterOfA02Client) {
  const Frames body = {"a"};
  Message reply;
  const Frames plain = {"MDPC02", "\x01", "echo", "b"};
  encode_reply(route_of(parse(plain), plain), false, body, reply);
  EXPECT_EQ(encoded(reply), (Frames{"MDPC02", "\x02", "echo", "a"}));
  const Frames delimited = {"", "MDPC02", "\x01", "echo", "b"};
  encode_reply(route_of(parse(delimited), delimited), true, body, reply);
  EXPECT_EQ(encoded(reply), (Frames{"", "MDPC02", "\x03", "echo", "a"}));
}

TEST(Protocol, WritesWhatABrokerSaysTo01Workers) {
  const WorkerRoute to{Version::v01, true};
  const Frames body = {"one", "two"};
  Message out;
  encode_request(to, "tok", body, out);
  EXPECT_EQ(encoded(out), (Frames{"", "MDPW01", "\x02", "tok", "", "one", "two"}));
  encode_heartbeat(to, out);
  EXPECT_EQ(encoded(out), (Frames{"", "MDPW01", "\x04"}));
  encode_disconnect(to, out);
  EXPECT_EQ(encoded(out), (Frames{"", "MDPW01", "\x05"}));
}

TEST(Protocol, WritesWhatABrokerSaysTo02Workers) {
  const WorkerRoute to{Version::v02, false};
  const Frames body = {"one"};
  Message out;
  encode_request(to, "tok", body, out);
  EXPECT_EQ(encoded(out), (Frames{"MDPW02", "\x02", "tok", "", "one"}));
  encode_heartbeat(to, out);
  EXPECT_EQ(encoded(out), (Frames{"MDPW02", "\x05"}));
  encode_disconnect(to, out);
  EXPECT_EQ(encoded(out), (Frames{"MDPW02", "\x06"}));
}

}  // namespace
}  // namespace latido::broker
