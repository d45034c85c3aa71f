#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

const Date kToday = day("2026-04-01");

TEST(ClosePeriod, GoesForwardAndNoFurtherThanToday) {
  const auto close = [](std::string_view through) {
    return decide(ClosePeriod{day(through)}, closed_through("2026-02-28"), kToday);
  };
  EXPECT_EQ(close("2026-03-31")->through, day("2026-03-31"));
  EXPECT_TRUE(close("2026-04-01").has_value());
  EXPECT_TRUE(close("2026-03-01").has_value());
  for (const auto* through : {"2026-04-02", "2026-02-28", "2026-01-31"}) {
    const auto event = close(through);
    ASSERT_FALSE(event.has_value()) << through;
    EXPECT_EQ(event.error().code, Code::bad_value);
    EXPECT_EQ(event.error().field, "through");
  }
}

TEST(ClosePeriod, MayBeTheFirst) {
  EXPECT_TRUE(decide(ClosePeriod{day("1999-12-31")}, BooksState{}, kToday).has_value());
}

TEST(SetPolicy, ReplacesThePolicy) {
  const Policy policy{RoundingProfile::cfdi, true};
  EXPECT_EQ(decide(SetPolicy{policy})->policy, policy);
}

TEST(SetSeller, IsSaidOnceByCreateTenantAndThenByUpdateTenant) {
  const Seller seller{"Ada & Co", "ES2", {}};
  BooksState none;
  BooksState some;
  some.has_seller = true;
  EXPECT_EQ(decide(SetSeller{seller, true}, none)->seller, seller);
  EXPECT_EQ(decide(SetSeller{seller, false}, some)->seller, seller);
  EXPECT_EQ(decide(SetSeller{seller, true}, some).error().code, Code::duplicate_tenant);
  EXPECT_EQ(decide(SetSeller{seller, false}, none).error().code, Code::not_found);
}

}  // namespace
}  // namespace latido::domain
