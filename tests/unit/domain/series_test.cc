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

TEST(CreateSeries, KeepsWhatItNumbers) {
  auto command = create("CN-", 1, 10);
  command.kind = DocumentKind::credit_note;
  const auto event = decide(command, std::nullopt, {});
  EXPECT_EQ(event->kind, DocumentKind::credit_note);
  EXPECT_EQ(evolve(*event).kind, DocumentKind::credit_note);
}

TEST(CloseSeries, IsRejectedWhenUnknownOrClosed) {
  EXPECT_EQ(decide(CloseSeries{"F"}, series())->series, "F");
  EXPECT_EQ(decide(CloseSeries{"F"}, std::nullopt).error().code, Code::unknown_series);
  auto closed = series();
  closed.closed = true;
  EXPECT_EQ(decide(CloseSeries{"F"}, closed).error().code, Code::series_closed);
}

// Series F: F-0001 to F-0100 until 2026-12-31, permission A.
struct ExtendCase {
  ExtendCase() {
    existing->valid_to = day("2026-12-31");
    existing->authorization = "A";
    near_prefix = {*existing};
  }
  ExtendRange command{"F", 200, day("2027-12-31"), "B"};
  std::optional<SeriesState> existing = series();
  std::vector<SeriesState> near_prefix;
  [[nodiscard]] auto run() const { return decide(command, existing, near_prefix); }
};

TEST(ExtendRange, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<ExtendCase>(
      {
          {"no such series", [](auto& c) { c.existing.reset(); }, Code::unknown_series, "series"},
          {"closed", [](auto& c) { c.existing->closed = true; }, Code::series_closed, "series"},
          {"fewer numbers",
           [](auto& c) { c.command.last_number = 99; },
           Code::bad_value,
           "lastNumber"},
          {"an earlier end",
           [](auto& c) { c.command.valid_to = day("2026-12-30"); },
           Code::bad_value,
           "validTo"},
          {"another prints the same",
           [](auto& c) {
             auto other = series();
             other.series = "other";
             other.first_number = 150;
             other.last_number = 160;
             c.near_prefix.push_back(other);
           },
           Code::range_overlap,
           "lastNumber"},
      },
      ExtendCase{});
}

TEST(ExtendRange, IsRejectedWhenNothingWouldChange) {
  ExtendCase given;
  given.command = {"F", {}, {}, {}};
  EXPECT_EQ(given.run().error().code, Code::bad_value);
  given.command = {"F", 100, day("2026-12-31"), "A"};
  EXPECT_EQ(given.run().error().code, Code::bad_value);
}

TEST(ExtendRange, KeepsWhatIsNotNamed) {
  ExtendCase given;
  given.command = {"F", {}, {}, "B"};
  EXPECT_EQ(given.run().value(), (RangeExtended{"F", 100, day("2026-12-31"), "B"}));
  given.command = {"F", 101, {}, {}};
  EXPECT_EQ(given.run().value(), (RangeExtended{"F", 101, day("2026-12-31"), "A"}));
}

}  // namespace
}  // namespace latido::domain
