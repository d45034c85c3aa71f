// The worker against a ROUTER that plays the broker, frame by frame as in RFC 18.
#include "common/messaging/worker.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.hpp>

namespace latido::messaging {
namespace {

using namespace std::chrono_literals;
using Frames = std::vector<std::string>;

constexpr std::chrono::milliseconds kPatience{5'000};

class FakeBroker {
 public:
  explicit FakeBroker(zmq::context_t& context) : socket_(context, zmq::socket_type::router) {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::router_mandatory, true);
    socket_.bind("tcp://127.0.0.1:0");
  }

  [[nodiscard]] std::string endpoint() const { return socket_.get(zmq::sockopt::last_endpoint); }

  // Routing id first; empty where nothing came yet.
  Frames poll() {
    Frames frames;
    zmq::message_t part;
    do {
      if (!socket_.recv(part, zmq::recv_flags::dontwait)) return frames;
      frames.push_back(part.to_string());
    } while (part.more());
    return frames;
  }

  void send(const Frames& frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      socket_.send(zmq::buffer(frames[i]),
                   i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }
  }

 private:
  zmq::socket_t socket_;
};

class WorkerTest : public testing::Test {
 protected:
  WorkerOptions options() {
    return {.broker = broker_.endpoint(), .service = "echo", .credits = 4, .heartbeat = 20ms};
  }

  // Lets the worker run until the broker has a message of that kind; heartbeats that come first are
  // passed over.
  Frames until(Worker& worker, const std::string& command) {
    const auto end = monotonic_now() + kPatience;
    while (monotonic_now() < end) {
      for (auto& request : worker.receive(1, 1ms)) requests_.push_back(std::move(request));
      Frames frames = broker_.poll();
      if (frames.size() > 2 && frames[2] == command) return frames;
    }
    ADD_FAILURE() << "nothing came";
    return Frames(8);
  }

  Request next_request(Worker& worker) {
    const auto end = monotonic_now() + kPatience;
    while (requests_.empty() && monotonic_now() < end) {
      for (auto& request : worker.receive(1, 10ms)) requests_.push_back(std::move(request));
    }
    if (requests_.empty()) {
      ADD_FAILURE() << "no request came";
      return {};
    }
    Request first = std::move(requests_.front());
    requests_.erase(requests_.begin());
    return first;
  }

  zmq::context_t context_;
  FakeBroker broker_{context_};
  std::vector<Request> requests_;
};

TEST_F(WorkerTest, RegistersWithItsAnnouncement) {
  auto sole = options();
  sole.sole = true;
  Worker worker(context_, sole);
  const Frames ready = until(worker, "\x01");
  ASSERT_EQ(ready.size(), 5U);
  EXPECT_EQ(ready[1], "MDPW02");
  EXPECT_EQ(ready[3], "echo");
  EXPECT_EQ(ready[4].substr(0, ready[4].find(" run=")), "LTD1 credits=4 retry=safe sole=1 beat=20");
}

TEST_F(WorkerTest, SendsHeartbeatsWhileIdle) {
  Worker worker(context_, options());
  const Frames ready = until(worker, "\x01");
  const Frames beat = until(worker, "\x05");
  EXPECT_EQ(beat, (Frames{ready[0], "MDPW02", "\x05"}));
}

TEST_F(WorkerTest, SaysTheSameRunAtEachReadyAndAnotherOneThanOtherWorkers) {
  Worker worker(context_, options());
  const Frames first = until(worker, "\x01");
  broker_.send({first[0], "MDPW02", "\x06"});
  const Frames again = until(worker, "\x01");
  EXPECT_EQ(again[4], first[4]);
  ASSERT_NE(first[4].find(" run="), std::string::npos);
  Worker other(context_, options());
  EXPECT_NE(until(other, "\x01")[4], first[4]);
}

TEST_F(WorkerTest, BeatsInTheMiddleOfLongWorkWithoutReceiving) {
  Worker worker(context_, options());
  const Frames ready = until(worker, "\x01");
  broker_.send({ready[0], "MDPW02", "\x02", "token", "", "waits"});
  const auto begin = monotonic_now();
  int beats = 0;
  while (beats < 5 && monotonic_now() < begin + kPatience) {
    worker.beat();
    const Frames frames = broker_.poll();
    if (frames == Frames{ready[0], "MDPW02", "\x05"}) ++beats;
  }
  EXPECT_EQ(beats, 5);
  EXPECT_GE(monotonic_now() - begin, 4 * 20ms) << "only when one is due";
  EXPECT_EQ(next_request(worker).body, (Frames{"waits"}));
}

TEST_F(WorkerTest, BeatsNothingBeforeItIsRegisteredAndAfterItLeft) {
  Worker worker(context_, options());
  worker.beat();
  EXPECT_TRUE(broker_.poll().empty());
  until(worker, "\x01");
  worker.leave();
  until(worker, "\x06");
  const auto end = monotonic_now() + 60ms;
  while (monotonic_now() < end) worker.beat();
  EXPECT_TRUE(broker_.poll().empty());
}

TEST_F(WorkerTest, ItsAnswersStillGoOutWhenItIsDismissedMeanwhile) {
  constexpr int kAnswers = 200;
  Worker worker(context_, options());
  const std::string id = until(worker, "\x01")[0];
  broker_.send({id, "MDPW02", "\x06"});
  const auto end = monotonic_now() + kPatience;
  for (int i = 0; i < kAnswers; ++i) worker.reply("token", {std::string(10'000, 'x')});
  int answers = 0;
  while (answers < kAnswers && monotonic_now() < end) {
    worker.receive(1, 1ms);
    if (broker_.poll().size() > 4) ++answers;
  }
  EXPECT_EQ(answers, kAnswers);
}

TEST_F(WorkerTest, HandsARequestOverAndSendsItsFinal) {
  Worker worker(context_, options());
  const std::string id = until(worker, "\x01")[0];
  broker_.send({id, "MDPW02", "\x02", "token", "", "header", "payload"});
  const Request request = next_request(worker);
  EXPECT_EQ(request.token, "token");
  EXPECT_EQ(request.body, (Frames{"header", "payload"}));
  worker.reply(request.token, {"one", "two"});
  EXPECT_EQ(until(worker, "\x04"), (Frames{id, "MDPW02", "\x04", "token", "", "one", "two"}));
}

TEST_F(WorkerTest, TakesAtMostWhatItIsAskedFor) {
  Worker worker(context_, options());
  const std::string id = until(worker, "\x01")[0];
  for (const char* token : {"1", "2", "3"}) broker_.send({id, "MDPW02", "\x02", token, "", "x"});
  const auto end = monotonic_now() + kPatience;
  std::vector<std::string> tokens;
  while (tokens.size() < 3 && monotonic_now() < end) {
    const auto batch = worker.receive(2, 10ms);
    EXPECT_LE(batch.size(), 2U);
    for (const auto& request : batch) tokens.push_back(request.token);
  }
  EXPECT_EQ(tokens, (std::vector<std::string>{"1", "2", "3"}));
}

// The livelock of a turn that outlasts the broker's patience: it finds requests, then the
// DISCONNECT that took them back.
TEST_F(WorkerTest, DropsWhatArrivedBeforeADismissalSinceItIsHandedOverAgain) {
  Worker worker(context_, options());
  const std::string old = until(worker, "\x01")[0];
  const auto busy_until = monotonic_now() + 30ms;
  for (const char* token : {"1", "2"}) broker_.send({old, "MDPW02", "\x02", token, "", "x"});
  broker_.send({old, "MDPW02", "\x06"});
  while (monotonic_now() < busy_until) worker.beat();
  const std::string anew = until(worker, "\x01")[0];
  EXPECT_TRUE(requests_.empty());
  broker_.send({anew, "MDPW02", "\x02", "3", "", "x"});
  EXPECT_EQ(next_request(worker).token, "3");
}

TEST_F(WorkerTest, FindsADismissalBehindMoreRequestsThanItIsAskedFor) {
  Worker worker(context_, options());
  const std::string old = until(worker, "\x01")[0];
  for (const char* token : {"1", "2", "3"}) broker_.send({old, "MDPW02", "\x02", token, "", "x"});
  broker_.send({old, "MDPW02", "\x06"});
  const auto busy_until = monotonic_now() + 30ms;
  while (monotonic_now() < busy_until) worker.beat();
  until(worker, "\x01");
  EXPECT_TRUE(requests_.empty());
}

TEST_F(WorkerTest, HandsOverAtOnceNoMoreBytesThanTheOptionsSayButAtLeastOneRequest) {
  auto few_bytes = options();
  few_bytes.batch_bytes_max = 10;
  Worker worker(context_, few_bytes);
  const std::string id = until(worker, "\x01")[0];
  for (const std::size_t bytes : {11, 4, 6, 1}) {
    broker_.send({id, "MDPW02", "\x02", "token", "", std::string(bytes, 'x')});
  }
  const auto busy_until = monotonic_now() + 30ms;
  while (monotonic_now() < busy_until) worker.beat();
  EXPECT_EQ(worker.receive(4, 1s).size(), 1U);
  EXPECT_EQ(worker.receive(4, 1s).size(), 2U);
  EXPECT_EQ(worker.receive(4, 1s).size(), 1U);
}

// A broker that was started again says DISCONNECT to the next beat: that must not take as long as
// the silence that the worker asks it to bear.
TEST_F(WorkerTest, BeatsAtLeastEvery200MsHoweverLongAnIntervalItAnnounces) {
  auto patient = options();
  patient.heartbeat = 10s;
  Worker worker(context_, patient);
  const auto begin = monotonic_now();
  const Frames ready = until(worker, "\x01");
  EXPECT_NE(ready[4].find(" beat=10000"), std::string::npos);
  until(worker, "\x05");
  EXPECT_LT(monotonic_now() - begin, 2s);
}

TEST_F(WorkerTest, RegistersAgainOnANewSocketWhenDismissed) {
  Worker worker(context_, options());
  const std::string first = until(worker, "\x01")[0];
  broker_.send({first, "MDPW02", "\x06"});
  const Frames again = until(worker, "\x01");
  EXPECT_NE(again[0], first);
  EXPECT_EQ(again[3], "echo");
}

TEST_F(WorkerTest, RegistersAgainWhenTheBrokerFallsSilent) {
  Worker worker(context_, options());
  const std::string first = until(worker, "\x01")[0];
  EXPECT_NE(until(worker, "\x01")[0], first);  // the broker never sent a beat
}

TEST_F(WorkerTest, IsNotHurriedByADismissalOfEveryReady) {
  auto slow = options();
  slow.heartbeat = 100ms;
  Worker worker(context_, slow);
  const auto begin = monotonic_now();
  constexpr int kDismissals = 3;
  for (int i = 0; i < kDismissals; ++i) broker_.send({until(worker, "\x01")[0], "MDPW02", "\x06"});
  until(worker, "\x01");
  EXPECT_GE(monotonic_now() - begin, (kDismissals - 1) * 100ms);
}

TEST_F(WorkerTest, DropsWhatIsNotARequest) {
  Worker worker(context_, options());
  const std::string id = until(worker, "\x01")[0];
  broker_.send({id, "garbage"});
  broker_.send({id, "MDPW02"});
  broker_.send({id, "MDPW02", "\x02", "token", ""});
  broker_.send({id, "MDPW02", "\x02", "token", "not empty", "x"});
  broker_.send({id, "MDPW01", "\x02", "token", "", "x"});
  broker_.send({id, "MDPW02", "\x02", "good", "", "x"});
  EXPECT_EQ(next_request(worker).token, "good");
}

TEST_F(WorkerTest, SaysDisconnectWhenItLeavesAndStaysAway) {
  Worker worker(context_, options());
  until(worker, "\x01");
  worker.leave();
  EXPECT_EQ(until(worker, "\x06").size(), 3U);
  EXPECT_TRUE(worker.receive(1, 100ms).empty());
  EXPECT_TRUE(broker_.poll().empty());
}

}  // namespace
}  // namespace latido::messaging
