// The heart on real sockets: beats, echoes, and what it must survive from strangers.
#include "common/health/beat_codec.h"
#include "common/health/heart.h"
#include "common/process/process.h"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.hpp>

namespace latido::health {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kPatience{10'000};

class HeartOnASocket : public ::testing::Test {
 protected:
  // A subscriber as the monitor is one.
  zmq::socket_t subscriber() {
    zmq::socket_t socket(context_, zmq::socket_type::xsub);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvtimeo, 100);
    socket.connect(heart_.endpoint());
    socket.send(zmq::buffer("\x01", 1));
    return socket;
  }

  // The first message for which `wanted` holds, within the patience of the test.
  static std::optional<HealthMessage> wait_for(
      zmq::socket_t& socket, const std::function<bool(const HealthMessage&)>& wanted) {
    const auto deadline = monotonic_now() + kPatience;
    while (monotonic_now() < deadline) {
      zmq::message_t frame;
      if (!socket.recv(frame)) continue;
      auto message = decode(frame.to_string_view());
      EXPECT_TRUE(message) << frame.to_string_view();
      if (message && wanted(*message)) return message;
    }
    return std::nullopt;
  }

  static bool is_beat(const HealthMessage& m) { return std::holds_alternative<Beat>(m); }

  // Asks until it is answered (a request sent before the connection stands is lost).
  static std::optional<EchoReply> echo(zmq::socket_t& socket, const std::string& nonce) {
    const auto deadline = monotonic_now() + kPatience;
    while (monotonic_now() < deadline) {
      socket.send(zmq::buffer(encode(EchoRequest{nonce})));
      const auto answer = wait_for(socket, [](const HealthMessage&) { return true; });
      if (answer && std::holds_alternative<EchoReply>(*answer)) return std::get<EchoReply>(*answer);
    }
    return std::nullopt;
  }

  zmq::context_t context_;
  Heart heart_{
      context_,
      {.service = "comandos", .endpoint = "tcp://127.0.0.1:*", .interval = milliseconds(20)}};
};

TEST_F(HeartOnASocket, BeatsInSequenceWithTheIdentityOfItsProcess) {
  heart_.add_loop("writer").turn("commit", milliseconds(700));
  heart_.set_phase(Phase::serving);
  heart_.set_queue_depth(3);
  heart_.start();
  auto socket = subscriber();
  const auto first = wait_for(socket, is_beat);
  const auto second = wait_for(socket, is_beat);
  ASSERT_TRUE(first && second);
  const auto& beat = std::get<Beat>(*first);
  EXPECT_EQ(beat.service, "comandos");
  EXPECT_EQ(beat.incarnation, heart_.incarnation());
  EXPECT_EQ(beat.pid, static_cast<std::uint32_t>(::getpid()));
  EXPECT_EQ(beat.start_ticks, process::start_ticks(beat.pid));
  EXPECT_EQ(beat.boot_id, process::boot_id());
  EXPECT_EQ(beat.interval_ms, 20U);
  EXPECT_EQ(beat.phase, Phase::serving);
  EXPECT_EQ(beat.queue_depth, 3U);
  EXPECT_EQ(beat.last_commit_age_ms, -1);
  ASSERT_EQ(beat.loops.size(), 1U);
  EXPECT_EQ(beat.loops[0].operation, "commit");
  EXPECT_EQ(beat.loops[0].budget_ms, 700U);
  EXPECT_EQ(std::get<Beat>(*second).sequence, beat.sequence + 1);
}

TEST_F(HeartOnASocket, TellsTheAgeOfALoopThatDoesNotComeRound) {
  heart_.add_loop("writer").turn("commit", milliseconds(10));
  heart_.start();
  auto socket = subscriber();
  EXPECT_TRUE(wait_for(socket, [](const HealthMessage& m) {
    return is_beat(m) && std::get<Beat>(m).loops.at(0).age_ms > 200;
  }));
}

// What the decoder refuses would turn the living into one whose heart is stuck; each beat is
// decoded in wait_for().
TEST_F(HeartOnASocket, BeatsWhateverItsLoopSaysOfItself) {
  const auto long_one = std::string(65, 'x');
  auto& pulse = heart_.add_loop("l\xC3\xADnea");
  struct Said {
    const char* operation;
    std::int64_t budget_ms;
    std::string told;
    std::uint32_t budget_told;
  };
  const std::vector<Said> all{{"step 1\n", 500, "step 1?", 500},
                              {"emisi\xC3\xB3n", -1, "emisi?n", 0},
                              {long_one.c_str(), 10'000'000'000, std::string(64, 'x'), 4294967295},
                              {"\x7F\xFF", 0, "??", 0},
                              {nullptr, 0, "", 0}};
  heart_.start();
  auto socket = subscriber();
  for (const auto& said : all) {
    pulse.turn(said.operation, milliseconds(said.budget_ms));
    const auto turns = pulse.turns();
    const auto beat = wait_for(socket, [turns](const HealthMessage& m) {
      return is_beat(m) && std::get<Beat>(m).loops.at(0).turns == turns;
    });
    ASSERT_TRUE(beat) << said.told;
    const auto& loop = std::get<Beat>(*beat).loops.at(0);
    EXPECT_EQ(loop.name, "l?nea");
    EXPECT_EQ(loop.operation, said.told);
    EXPECT_EQ(loop.budget_ms, said.budget_told);
  }
}

TEST_F(HeartOnASocket, IsRefusedWhereNoMonitorCouldTakeItsBeats) {
  for (const auto& name :
       {std::string(), std::string("precios caf\xC3\xA9"), std::string(65, 'x')}) {
    EXPECT_THROW(Heart(context_, {.service = name, .endpoint = "tcp://127.0.0.1:*"}),
                 std::invalid_argument);
  }
  EXPECT_THROW(
      Heart(context_,
            {.service = "a", .endpoint = "tcp://127.0.0.1:*", .interval = milliseconds(0)}),
      std::invalid_argument);
}

TEST_F(HeartOnASocket, BeatsOnEveryAddressOfAWildcard) {
  Heart heart(context_, {.service = "a", .endpoint = "tcp://*:*"});
  heart.start();
  const auto port = heart.endpoint().substr(heart.endpoint().rfind(':'));
  zmq::socket_t socket(context_, zmq::socket_type::sub);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::rcvtimeo, 100);
  socket.set(zmq::sockopt::subscribe, "");
  socket.connect("tcp://127.0.0.1" + port);
  EXPECT_TRUE(wait_for(socket, is_beat));
}

TEST_F(HeartOnASocket, AnswersAnEchoOnTheSamePortWithItsNonce) {
  heart_.note_commit();
  heart_.start();
  auto socket = subscriber();
  const auto reply = echo(socket, "nonce-1");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->nonce, "nonce-1");
  EXPECT_EQ(reply->beat.incarnation, heart_.incarnation());
  EXPECT_GE(reply->beat.last_commit_age_ms, 0);
}

TEST_F(HeartOnASocket, AnswersADeepEchoOnceMoreWhenItsLoopHasComeRound) {
  auto& pulse = heart_.add_loop("writer");
  heart_.start();
  auto socket = subscriber();
  ASSERT_TRUE(echo(socket, "shallow"));
  socket.send(zmq::buffer(encode(EchoRequest{"deep-1", true})));
  const auto answers = [](const HealthMessage& m) {
    const auto* reply = std::get_if<EchoReply>(&m);
    return reply != nullptr && reply->nonce == "deep-1";
  };
  const auto at_once = wait_for(socket, answers);
  ASSERT_TRUE(at_once);
  EXPECT_EQ(std::get<EchoReply>(*at_once).deep, DeepEcho::none);
  EXPECT_EQ(std::get<EchoReply>(*at_once).beat.loops.at(0).tid, 0U);
  pulse.turn("", {});
  const auto later = wait_for(socket, answers);
  ASSERT_TRUE(later);
  EXPECT_EQ(std::get<EchoReply>(*later).deep, DeepEcho::ok);
  EXPECT_EQ(std::get<EchoReply>(*later).beat.loops.at(0).tid,
            static_cast<std::uint32_t>(::gettid()));
}

TEST_F(HeartOnASocket, SurvivesGarbageAndHugeFramesFromUpstream) {
  heart_.start();
  auto hostile = subscriber();
  ASSERT_TRUE(echo(hostile, "before"));
  for (int i = 0; i < 1000; ++i) {
    hostile.send(zmq::buffer("{\"echoRequest\":{\"nonce\":" + std::string(i % 100, '[')),
                 zmq::send_flags::dontwait);
    hostile.send(zmq::buffer(std::string("\xff\x00\x7f", 3)), zmq::send_flags::dontwait);
    hostile.send(zmq::message_t(), zmq::send_flags::dontwait);
  }
  hostile.send(zmq::buffer(std::string(5'000'000, '{')), zmq::send_flags::dontwait);
  auto honest = subscriber();
  EXPECT_TRUE(echo(honest, "after"));
}

TEST_F(HeartOnASocket, SurvivesAHundredThousandSubscriptionsAndStillBeats) {
  heart_.start();
  {
    auto hostile = subscriber();
    hostile.set(zmq::sockopt::sndtimeo, 1000);
    for (int i = 0; i < 100'000; ++i) {
      hostile.send(zmq::buffer("\x01topic-" + std::to_string(i) + std::string(40, 'x')));
    }
    auto honest = subscriber();
    EXPECT_TRUE(echo(honest, "meanwhile"));
  }
  auto honest = subscriber();
  EXPECT_TRUE(wait_for(honest, is_beat));
}

}  // namespace
}  // namespace latido::health
