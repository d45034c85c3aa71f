// The client against a broker of a few lines on a port of its own.
#include "clients/cpp/client.h"

#include "common/messaging/header.h"

#include <future>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.hpp>

namespace latido::client {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kPatience{5000};  // of a test that fails
const std::string kBusy =
    R"({"error":{"code":"BUSY","field":"","message":"Later.","retryAfterMs":1}})";
const std::string kDone = R"({"done":{"id":"inv-7"}})";

struct Seen {
  std::string peer;
  std::string service;
  messaging::Header header;
  std::string payload;
};

class FakeBroker {
 public:
  explicit FakeBroker(zmq::context_t& context, const std::string& endpoint = "tcp://127.0.0.1:*")
      : router_(context, zmq::socket_type::router) {
    router_.set(zmq::sockopt::linger, 0);
    router_.set(zmq::sockopt::rcvtimeo, static_cast<int>(kPatience.count()));
    router_.bind(endpoint);
  }

  std::string endpoint() { return router_.get(zmq::sockopt::last_endpoint); }

  Seen receive() {
    std::vector<std::string> frames;
    zmq::message_t part;
    do {
      if (!router_.recv(part)) throw std::runtime_error("no request came");
      frames.push_back(part.to_string());
    } while (part.more());
    return {frames.at(0), frames.at(3), *messaging::parse_header(frames.at(4)), frames.at(5)};
  }

  // With the header that a service echoes, or without one as the broker itself answers.
  void reply(const Seen& request, const std::string& payload, const std::string& trace) {
    send({request.peer,
          "MDPC02",
          "\x03",
          request.service,
          "LTD1 attempt=1 trace=" + trace,
          payload});
  }
  void reply(const Seen& request, const std::string& payload) {
    send({request.peer, "MDPC02", "\x03", request.service, payload});
  }

 private:
  void send(const std::vector<std::string>& frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      router_.send(zmq::buffer(frames[i]),
                   i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }
  }

  zmq::socket_t router_;
};

using CallOutcome = tl::expected<Answer, Failure>;

struct ClientCall : testing::Test {
  ClientOptions options(std::chrono::milliseconds timeout = 4s) {
    return {
        .endpoint = broker.endpoint(),
        .retry = {.timeout = timeout, .silence = 100ms, .backoff_first = 1ms, .backoff_max = 20ms}};
  }
  std::future<CallOutcome> start(Client& client) {
    return std::async(std::launch::async,
                      [&client] { return client.call("comandos", "the bytes"); });
  }

  zmq::context_t context;
  FakeBroker broker{context};
};

}  // namespace

TEST_F(ClientCall, GivesTheAnswerOfTheService) {
  Client client(context, options());
  auto outcome = start(client);
  const Seen request = broker.receive();
  EXPECT_EQ(request.service, "comandos");
  EXPECT_EQ(request.payload, "the bytes");
  EXPECT_EQ(request.header.attempt, 1U);
  EXPECT_TRUE(request.header.deadline_unix_ms);
  broker.reply(request, kDone, request.header.trace);
  const auto answer = outcome.get();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->payload, kDone);
  EXPECT_EQ(answer->attempts, 1U);
}

TEST_F(ClientCall, SendsTheSameBytesOnANewSocketAfterSilence) {
  Client client(context, options());
  auto outcome = start(client);
  const Seen first = broker.receive();
  const Seen second = broker.receive();
  EXPECT_NE(first.peer, second.peer);
  EXPECT_EQ(first.payload, second.payload);
  EXPECT_EQ(first.header.trace, second.header.trace);
  EXPECT_EQ(second.header.attempt, 2U);
  broker.reply(second, kDone, second.header.trace);
  EXPECT_EQ(outcome.get()->attempts, 2U);
}

TEST_F(ClientCall, IsNotTakenInByALateReplyToTheOldSocket) {
  Client client(context, options());
  auto outcome = start(client);
  const Seen first = broker.receive();
  const Seen second = broker.receive();
  broker.reply(first, R"({"done":{"id":"late"}})");
  broker.reply(second, kDone);
  EXPECT_EQ(outcome.get()->payload, kDone);
}

TEST_F(ClientCall, PassesOverAReplyToAnotherRequest) {
  Client client(context, options());
  auto outcome = start(client);
  const Seen request = broker.receive();
  broker.reply(request, R"({"done":{"id":"of another"}})", "another");
  broker.reply(request, kDone, request.header.trace);
  const auto answer = outcome.get();
  EXPECT_EQ(answer->payload, kDone);
  EXPECT_EQ(answer->attempts, 1U);
}

TEST_F(ClientCall, AsksAgainWhenTheBrokerIsBusy) {
  Client client(context, options());
  auto outcome = start(client);
  broker.reply(broker.receive(), kBusy);
  const Seen second = broker.receive();
  EXPECT_EQ(second.payload, "the bytes");
  broker.reply(second, kDone, second.header.trace);
  EXPECT_EQ(outcome.get()->payload, kDone);
}

TEST_F(ClientCall, GivesABusinessRefusalAsItIs) {
  Client client(context, options());
  auto outcome = start(client);
  const Seen request = broker.receive();
  const std::string refused = R"({"error":{"code":"NOT_OPEN","message":"It is void."}})";
  broker.reply(request, refused, request.header.trace);
  EXPECT_EQ(outcome.get()->payload, refused);
}

TEST_F(ClientCall, SaysThatASilentRequestMayHaveHappenedThoughTheLastWordWasBusy) {
  Client client(context, options(400ms));
  auto outcome = start(client);
  broker.receive();  // never answered
  broker.reply(broker.receive(), R"({"error":{"code":"BUSY","retryAfterMs":350}})");
  const auto failed = outcome.get();
  ASSERT_FALSE(failed);
  EXPECT_TRUE(failed.error().sent);
  EXPECT_TRUE(failed.error().may_have_happened);
  EXPECT_EQ(failed.error().last->code, "BUSY");
}

TEST_F(ClientCall, SaysThatARequestMayHaveHappenedThoughAWorkerSaysThatItExpired) {
  const std::string expired = R"({"error":{"code":"EXPIRED","retryAfterMs":350}})";
  for (const bool from_worker : {true, false}) {
    Client client(context, options(300ms));
    auto outcome = start(client);
    const Seen request = broker.receive();
    if (from_worker) {
      broker.reply(request, expired, request.header.trace);
    } else {
      broker.reply(request, expired);
    }
    const auto failed = outcome.get();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().may_have_happened, from_worker);
  }
}

TEST_F(ClientCall, SaysThatNothingHappenedWhereNobodyListens) {
  auto nowhere = options(100ms);
  {
    zmq::context_t short_lived;  // its end waits until the port is closed
    nowhere.endpoint = FakeBroker(short_lived).endpoint();
  }
  Client client(context, nowhere);
  const auto failed = client.call("comandos", "the bytes");
  ASSERT_FALSE(failed);
  EXPECT_FALSE(failed.error().sent);
  EXPECT_FALSE(failed.error().may_have_happened);
}

TEST_F(ClientCall, DoesNotWaitOutTheSilenceOfABrokerThatWentAway) {
  auto patient = options(60s);
  patient.retry.silence = 60s;
  auto context_of_first = std::make_unique<zmq::context_t>();
  auto first = std::make_unique<FakeBroker>(*context_of_first);
  patient.endpoint = first->endpoint();
  Client client(context, patient);
  auto outcome = start(client);
  first->receive();
  first.reset();
  context_of_first.reset();  // returns when the port is free again
  FakeBroker second(context, patient.endpoint);
  const Seen again = second.receive();
  EXPECT_EQ(again.header.attempt, 2U);
  second.reply(again, kDone, again.header.trace);
  EXPECT_EQ(outcome.get()->payload, kDone);
}

}  // namespace latido::client
