#include "comandos/command_service.h"
#include "comandos/stored_replies.h"
#include "common/wire/event_codec.h"
#include "db/rebuild.h"
#include "tests/unit/services/random_commands.h"
#include "tests/unit/services/support.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

// Commands in any order, sensible and senseless, over the books of two tenants: whatever was
// answered, all promises hold afterwards.
namespace latido::comandos {
namespace {

using namespace latido::test;

constexpr int kCommands = 400;

db::RebuildOptions options(const TempFolder& folder) {
  return {.store_path = folder.store(),
          .scratch_path = folder.store() + ".scratch",
          .decode =
              [](std::string_view payload) {
                auto recorded = wire::decode_event(payload);
                return db::RecordedEvent{std::move(recorded.event), recorded.recorded_at_unix_ms};
              },
          .replies = &stored_replies()};
}

class RandomBooks : public testing::TestWithParam<unsigned> {};

TEST_P(RandomBooks, KeepEveryPromiseAndAnswerEachKeyForEverTheSame) {
  Generator generator(GetParam());
  TempFolder folder;
  const std::string tenants[] = {"norte", "sur"};
  Known known[2];
  std::vector<std::string> sent;
  std::vector<std::string> answered;
  int done = 0;
  {
    db::WriteStore store({.path = folder.store()});
    CommandService service(store);
    for (const auto& tenant : tenants) {
      ask(service, command("s", kSeries, tenant));
      ask(service,
          command(
              "n", R"("createSeries":{"series":"N","prefix":"N-","kind":"creditNote"})", tenant));
      ask(service, command("c", kCustomer, tenant));
      for (const auto* body : kCatalogue)
        ask(service, command(std::string(body).substr(1, 12), body, tenant));
    }
    while (sent.size() < kCommands) {
      std::vector<messaging::Request> batch;
      std::vector<std::size_t> whose;
      for (int left = 1 + generator.roll(8); left > 0; --left) {
        const auto who = static_cast<std::size_t>(generator.roll(2));
        sent.push_back(
            command("k-" + std::to_string(sent.size()), generator.body(known[who]), tenants[who]));
        batch.push_back(request(sent.back()));
        whose.push_back(who);
      }
      const auto answers = service.turn(batch, kNow);
      for (std::size_t i = 0; i < answers.size(); ++i) {
        answered.push_back(answers[i].body.back());
        remember(known[whose[i]], answered.back());
        done += !id_in(answered.back()).empty();
        EXPECT_EQ(answered.back().find("INTERNAL"), std::string::npos) << sent[answered.size() - 1];
        EXPECT_EQ(answered.back().find("MALFORMED"), std::string::npos)
            << sent[answered.size() - 1];
      }
    }
    const auto head = store.head_position(store.find_tenant("norte").value());
    std::vector<messaging::Request> again;
    for (const auto& payload : sent) again.push_back(request(payload));
    const auto repeated = service.turn(again, kNow);
    for (std::size_t i = 0; i < sent.size(); ++i) {
      EXPECT_EQ(repeated[i].body.back(), answered[i]) << sent[i];
    }
    EXPECT_EQ(store.head_position(store.find_tenant("norte").value()), head);
  }
  EXPECT_GT(done, kCommands / 4) << "too much was refused for this to show anything";

  const auto report = db::verify(options(folder));
  EXPECT_FALSE(report.fault) << report.fault->text();
  EXPECT_GT(report.rows, kCommands);
  const auto rebuilt = db::rebuild(options(folder));
  EXPECT_FALSE(rebuilt.fault);
  EXPECT_FALSE(db::verify(options(folder)).fault);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomBooks, testing::Range(1U, 9U));

}  // namespace
}  // namespace latido::comandos
