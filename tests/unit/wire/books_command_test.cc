#include "tests/unit/wire/commands.h"

namespace latido::wire {
namespace {

using test::command;
using test::read_as;

TEST(ReadCustomer, CarriesTheVersionThatIsExpected) {
  const auto updated = read_as<domain::UpdateCustomer>(
      command("updateCustomer", R"("customerId":"C","name":"Clara")", R"("expectedVersion":4,)"));
  EXPECT_EQ(updated.customer.name, "Clara");
  EXPECT_EQ(updated.expected_version, 4U);
  const auto archived = read_as<domain::ArchiveCustomer>(
      command("archiveCustomer", R"("customerId":"C")", R"("expectedVersion":5,)"));
  EXPECT_EQ(archived.customer_id, "C");
  EXPECT_EQ(archived.expected_version, 5U);
}

TEST(ExpectedVersion, IsRefusedWhereNothingHasAVersion) {
  const std::string versioned = R"("expectedVersion":1,)";
  const test::Refused table[] = {
      {command("createCustomer", R"("customerId":"C","name":"n")", versioned),
       Code::bad_value,
       "expectedVersion"},
      {command("createSeries", R"("series":"A")", versioned), Code::bad_value, "expectedVersion"},
      {command("voidInvoice", R"("invoiceId":"inv-7","reason":"r")", versioned),
       Code::bad_value,
       "expectedVersion"},
      {command("createDraft", R"("customerId":"C","currency":"EUR")", versioned),
       Code::bad_value,
       "expectedVersion"},
      {R"({"tenant":"acme","key":"k","expectedVersion":1,"commandStatus":null})",
       Code::bad_value,
       "expectedVersion"},
  };
  test::expect_refused(table);
}

TEST(ReadTenant, IsToldFirstOrAgain) {
  const std::string seller = R"("name":"Acme","taxId":"DE9","address":{"city":"Town"})";
  const auto first = read_as<domain::SetSeller>(command("createTenant", seller));
  EXPECT_TRUE(first.first);
  EXPECT_EQ(first.seller, (domain::Seller{"Acme", "DE9", {"", "Town", "", ""}}));
  EXPECT_FALSE(read_as<domain::SetSeller>(command("updateTenant", seller)).first);
}

TEST(ReadPolicy, GivesTheWholePolicy) {
  const auto policy =
      read_as<domain::SetPolicy>(
          command("setPolicy", R"("roundingProfile":"perLine","voidForbidden":true)"))
          .policy;
  EXPECT_EQ(policy, (domain::Policy{domain::RoundingProfile::per_line, true}));
  EXPECT_EQ(read_as<domain::SetPolicy>(command("setPolicy", "")).policy, domain::Policy{});
}

TEST(ReadClosePeriod, GivesItsLastDay) {
  EXPECT_EQ(
      to_text(read_as<domain::ClosePeriod>(command("closePeriod", R"("through":"2026-10-31")"))
                  .through),
      "2026-10-31");
}

TEST(ReadBooks, RefusesBadInputWithAStableCodeAndTheField) {
  const test::Refused table[] = {
      {command("createTenant", ""), Code::missing_field, "name"},
      {command("createTenant", R"("name":")" + std::string(256, 'n') + "\""),
       Code::too_long,
       "name"},
      {command("updateTenant", R"("name":"\u2003")"), Code::bad_value, "name"},
      {command("updateTenant", R"("name":"n","address":{"country":"D"})"),
       Code::bad_value,
       "address.country"},
      {command("setPolicy", R"("roundingProfile":"bankers")"), Code::bad_value, "roundingProfile"},
      {command("closePeriod", ""), Code::missing_field, "through"},
      {command("closePeriod", R"("through":"yesterday")"), Code::bad_value, "through"},
      {command("updateCustomer", R"("customerId":"C")"), Code::missing_field, "name"},
      {command("archiveCustomer", ""), Code::missing_field, "customerId"},
      {command("archiveCustomer", R"("customerId":"C")", R"("expectedVersion":-1,)"),
       Code::bad_value,
       "expectedVersion"},
  };
  test::expect_refused(table);
}

}  // namespace
}  // namespace latido::wire
