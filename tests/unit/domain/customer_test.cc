#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

TEST(CreateCustomer, KeepsWhatWasAsked) {
  const auto event = decide(CreateCustomer{customer()}, std::nullopt);
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->customer, customer());
}

TEST(CreateCustomer, IsRejectedWhenTheIdIsTaken) {
  const auto event = decide(CreateCustomer{customer()}, customer());
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::duplicate_customer);
  EXPECT_EQ(event.error().field, "customerId");
}

}  // namespace
}  // namespace latido::domain
