// Whatever peers send, in whatever order: nothing throws, every bound holds, and a good pair is
// served in between.
#include "tests/unit/broker/broker_core.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace latido::broker::test {
namespace {

const std::vector<std::string> kWords = {"",
                                         "MDPC01",
                                         "MDPC02",
                                         "MDPW01",
                                         "MDPW02",
                                         "\x01",
                                         "\x02",
                                         "\x03",
                                         "\x04",
                                         "\x05",
                                         "\x06",
                                         "echo",
                                         "other",
                                         "mmi.service",
                                         "broker",
                                         "LTD1 credits=4 retry=safe",
                                         "LTD1 sole=1 beat=20",
                                         "LTD1 deadline=1",
                                         "LTD1 ",
                                         "LTD1 trace=t",
                                         std::string(70, 's'),
                                         std::string(300, '\xff'),
                                         std::string(65'537, 'x')};

struct Step {
  std::string peer;
  Frames frames;
  int wait_ms;
};

// Mostly words that mean something, so that the deeper paths are reached too.
rc::Gen<Step> any_step() {
  const auto word = rc::gen::weightedOneOf<std::string>(
      {{12, rc::gen::elementOf(kWords)}, {1, rc::gen::arbitrary<std::string>()}});
  const auto loose = rc::gen::resize(16, rc::gen::container<Frames>(word));
  const auto shaped = rc::gen::elementOf(
      std::vector<Frames>{{"MDPW02", "\x01", "echo", "LTD1 credits=4 retry=safe beat=20"},
                          {"", "MDPW01", "\x01", "echo"},
                          {"MDPW02", "\x05"},
                          {"MDPW02", "\x06"},
                          {"MDPC02", "\x01", "echo", "payload"},
                          {"", "MDPC01", "echo", "payload"},
                          {"MDPC02", "\x01", "echo", "LTD1 trace=t", "payload"}});
  return rc::gen::build<Step>(
      rc::gen::set(&Step::peer, rc::gen::element<std::string>("p1", "p2", "p3", "p4")),
      rc::gen::set(&Step::frames, rc::gen::oneOf(loose, shaped)),
      rc::gen::set(&Step::wait_ms, rc::gen::elementOf(std::vector<int>{0, 0, 0, 1, 50, 3'000})));
}

std::size_t number_after(const std::string& text, const std::string& key) {
  const auto at = text.find('"' + key + "\":");
  return at == std::string::npos ? 0 : std::stoul(text.substr(at + key.size() + 3));
}

// Lets the workers among the peers answer some of what they got, with the tokens that they got.
void answer_some(BrokerCore& broker) {
  std::vector<Sent> sent;
  sent.swap(broker.sender.sent);
  for (const Sent& message : sent) {
    const Frames& f = message.frames;
    if (f.size() > 4 && f[0] == "MDPW02" && f[1] == "\x02")
      broker.final(message.peer, f[2], "answer");
  }
}

RC_GTEST_PROP(RandomFrames, NeitherThrowNorPassABound, ()) {
  const Limits limits{
      .queue_max = 8, .queue_bytes_max = 200'000, .services_max = 3, .workers_max = 3};
  BrokerCore broker(limits);
  const auto steps = *rc::gen::resize(200, rc::gen::container<std::vector<Step>>(any_step()));
  int turn = 0;
  for (const Step& step : steps) {
    broker.from(step.peer, step.frames);
    broker.pass(std::chrono::milliseconds(step.wait_ms));
    if (++turn % 3 == 0) answer_some(broker);
    const std::string status = broker.core.status(broker.now.mono);
    RC_ASSERT(number_after(status, "services") <= limits.services_max);
    RC_ASSERT(number_after(status, "workers") <= limits.workers_max);
    RC_ASSERT(number_after(status, "keptBytes") <= limits.queue_bytes_max);
    RC_ASSERT(broker.core.depth() <= limits.queue_max + 4 * limits.workers_max);
  }
  broker.pass(6min);  // past every deadline, grace and liveness
  RC_ASSERT(broker.core.depth() == 0U);
  RC_ASSERT(number_after(broker.core.status(broker.now.mono), "keptBytes") == 0U);
}

RC_GTEST_PROP(RandomFrames, EveryWellFormedRequestGetsExactlyOneAnswer, ()) {
  BrokerCore broker({.queue_max = 8});
  const auto steps = *rc::gen::resize(200, rc::gen::container<std::vector<Step>>(any_step()));
  std::size_t asked = 0;
  std::size_t answered = 0;
  const auto count_answers = [&] { answered += broker.take("asker").size(); };
  for (const Step& step : steps) {
    broker.from(step.peer, step.frames);
    broker.request("asker", "echo", "question");
    ++asked;
    broker.pass(std::chrono::milliseconds(step.wait_ms));
    count_answers();
    answer_some(broker);
    count_answers();
  }
  broker.pass(6min);
  broker.pass(1ms);
  count_answers();
  RC_ASSERT(answered == asked);
}

}  // namespace
}  // namespace latido::broker::test
