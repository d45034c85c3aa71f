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
constexpr const char* kTenants[] = {"norte", "sur"};

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

// What was sent so far and what was answered to it.
class Sent {
 public:
  Sent(CommandService& service, db::WriteStore& store) : service_(service), store_(store) {}

  [[nodiscard]] std::size_t size() const { return sent_.size(); }
  void add(std::string payload, std::string answer) {
    sent_.push_back(std::move(payload));
    answered_.push_back(std::move(answer));
  }
  // The first `count`, once more: each must get its answer, and nothing may be written.
  void repeat(std::size_t count) {
    const auto before = heads();
    std::vector<messaging::Request> again;
    for (std::size_t i = 0; i < count; ++i) again.push_back(request(sent_[i]));
    const auto repeated = service_.turn(again, kNow);
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(repeated[i].body.back(), answered_[i]) << sent_[i];
    }
    EXPECT_EQ(heads(), before) << "after " << count << " of " << size();
  }

 private:
  [[nodiscard]] std::vector<std::int64_t> heads() {
    std::vector<std::int64_t> positions;
    for (const auto* tenant : kTenants)
      positions.push_back(store_.head_position(store_.find_tenant(tenant).value()));
    return positions;
  }

  CommandService& service_;
  db::WriteStore& store_;
  std::vector<std::string> sent_;
  std::vector<std::string> answered_;
};

class RandomBooks : public testing::TestWithParam<unsigned> {};

TEST_P(RandomBooks, KeepEveryPromiseAndAnswerEachKeyForEverTheSame) {
  Generator generator(GetParam());
  TempFolder folder;
  Generator repeats(GetParam());  // of its own: the commands do not depend on it
  Known known[2];
  int done = 0;
  {
    db::WriteStore store({.path = folder.store()});
    CommandService service(store);
    Sent sent(service, store);
    for (const auto* tenant : kTenants) {
      ask(service, command("s", kSeries, tenant));
      ask(service,
          command(
              "n", R"("createSeries":{"series":"N","prefix":"N-","kind":"creditNote"})", tenant));
      ask(service, command("c", kCustomer, tenant));
      for (const auto* body : kCatalogue)
        ask(service, command(std::string(body).substr(1, 12), body, tenant));
    }
    while (sent.size() < kCommands) {
      if (repeats.chance(10))
        sent.repeat(static_cast<std::size_t>(repeats.roll(1 + static_cast<int>(sent.size()))));
      std::vector<messaging::Request> batch;
      std::vector<std::size_t> whose;
      for (int left = 1 + generator.roll(8); left > 0; --left) {
        const auto who = static_cast<std::size_t>(generator.roll(2));
        const auto key = "k-" + std::to_string(sent.size() + batch.size());
        batch.push_back(request(command(key, generator.body(known[who]), kTenants[who])));
        whose.push_back(who);
      }
      const auto answers = service.turn(batch, kNow);
      for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& payload = batch[i].body.back();
        const auto& answer = answers[i].body.back();
        remember(known[whose[i]], answer);
        done += !id_in(answer).empty();
        EXPECT_EQ(answer.find("INTERNAL"), std::string::npos) << payload;
        EXPECT_EQ(answer.find("MALFORMED"), std::string::npos) << payload;
        sent.add(payload, answer);
      }
    }
    sent.repeat(sent.size());
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
