#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

CreateSeries create(std::string prefix,
                    std::int64_t first,
                    std::int64_t last,
                    std::uint8_t digits = 0) {
  CreateSeries command;
  command.series = "new";
  command.prefix = std::move(prefix);
  command.first_number = first;
  command.last_number = last;
  command.digits = digits;
  return command;
}

SeriesState existing(std::string prefix,
                     std::int64_t first,
                     std::int64_t last,
                     std::uint8_t digits = 0) {
  SeriesState state = series();
  state.prefix = std::move(prefix);
  state.first_number = first;
  state.last_number = last;
  state.digits = digits;
  return state;
}

struct CreateSeriesCase {
  CreateSeries command = create("N-", 1, 10);
  std::optional<SeriesState> same_name;
  std::vector<SeriesState> near_prefix;

  [[nodiscard]] auto run() const { return decide(command, same_name, near_prefix); }
};

TEST(CreateSeries, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<CreateSeriesCase>(
      {
          {"the name is taken",
           [](auto& c) { c.same_name = series(); },
           Code::duplicate_series,
           "series"},
          {"range upside down",
           [](auto& c) { c.command.last_number = 0; },
           Code::bad_value,
           "lastNumber"},
          {"dates upside down",
           [](auto& c) {
             c.command.valid_from = day("2026-02-01");
             c.command.valid_to = day("2026-01-31");
           },
           Code::bad_value,
           "validTo"},
          {"another prints the same",
           [](auto& c) { c.near_prefix = {existing("N-", 1, 1)}; },
           Code::range_overlap,
           "prefix"},
      },
      CreateSeriesCase{});
}

TEST(CreateSeries, KeepsWhatWasAsked) {
  auto command = create("N-", 5, 10, 6);
  command.valid_from = day("2026-01-01");
  command.valid_to = day("2026-12-31");
  command.authorization = "DIAN 18760000001";
  const auto event = decide(command, std::nullopt, {});
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(*event,
            (SeriesCreated{
                "new", "N-", 5, 10, 6, day("2026-01-01"), day("2026-12-31"), "DIAN 18760000001"}));
}

TEST(CreateSeries, MayBeOfOneNumberAndOneDay) {
  auto command = create("N-", 5, 5);
  command.valid_from = command.valid_to = day("2026-01-01");
  EXPECT_TRUE(decide(command, std::nullopt, {}).has_value());
}

TEST(CreateSeries, MayShareAPrefixWhereTheNumbersDiffer) {
  EXPECT_TRUE(decide(create("A", 11, 20), std::nullopt, {existing("A", 1, 10)}).has_value());
}

TEST(CreateSeries, IsRejectedWhenAPrefixAndANumberRunTogetherIntoAnothersNumber) {
  const auto event =
      decide(create("A1", 23, 23), std::nullopt, {existing("A", 1, 50), existing("A", 123, 123)});
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::range_overlap);
}

}  // namespace
}  // namespace latido::domain
