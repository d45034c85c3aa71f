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

TEST(CreateCustomer, IsRejectedWhenTheIdIsTakenEvenByAnArchivedOne) {
  auto taken = customer_state();
  for (const bool archived : {false, true}) {
    taken.archived = archived;
    const auto event = decide(CreateCustomer{customer()}, taken);
    ASSERT_FALSE(event.has_value());
    EXPECT_EQ(event.error().code, Code::duplicate_customer);
    EXPECT_EQ(event.error().field, "customerId");
  }
}

template <class Command>
struct ChangeCase {
  Command command;
  std::optional<CustomerState> existing = customer_state();

  [[nodiscard]] auto run() const { return decide(command, existing); }
};

template <class Command>
std::vector<Fault<ChangeCase<Command>>> change_faults() {
  return {
      {"no such customer",
       [](auto& c) { c.existing.reset(); },
       Code::unknown_customer,
       "customerId"},
      {"archived", [](auto& c) { c.existing->archived = true; }, Code::archived, "customerId"},
      {"changed by now",
       [](auto& c) { c.command.expected_version = 2; },
       Code::version_conflict,
       "expectedVersion"},
  };
}

TEST(UpdateCustomer, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(change_faults<UpdateCustomer>(),
                ChangeCase<UpdateCustomer>{UpdateCustomer{customer(), 1}});
}

TEST(UpdateCustomer, ReplacesAllThatWasSaid) {
  Customer moved = customer();
  moved.address = {"Gran Via", "Madrid", "28013", "ES"};
  EXPECT_EQ(decide(UpdateCustomer{moved, 0}, customer_state())->customer, moved);
}

TEST(ArchiveCustomer, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(change_faults<ArchiveCustomer>(),
                ChangeCase<ArchiveCustomer>{ArchiveCustomer{"c-1", 1}});
}

TEST(ArchiveCustomer, NamesTheCustomer) {
  EXPECT_EQ(decide(ArchiveCustomer{"c-1", 0}, customer_state())->customer_id, "c-1");
}

}  // namespace
}  // namespace latido::domain
