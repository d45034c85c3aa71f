#include "tests/unit/wire/commands.h"

namespace latido::wire {
namespace {

using test::command;
using test::read_as;

std::string with_line(const std::string& line) {
  return command("issueInvoice",
                 R"("series":"A","customerId":"C","currency":"EUR","lines":[{)" + line + "}]");
}

domain::Line line(const std::string& fields) {
  return read_as<domain::IssueInvoice>(with_line(fields)).lines.at(0);
}

TEST(ReadLine, ThatNamesAPriceLeavesAllElseToIt) {
  const auto read = line(R"("priceId":"p","quantity":"2")");
  EXPECT_EQ(read.price_id, "p");
  EXPECT_EQ(read.name, "");
  EXPECT_EQ(read.unit_code, "");
  EXPECT_EQ(read.unit_price.nano, 0);
  EXPECT_EQ(read.tax, domain::Tax{});
  EXPECT_EQ(read.tax_code, "");
}

TEST(ReadLine, ThatNamesAPriceMayStateItsOwnNameAndTax) {
  const auto read =
      line(R"("priceId":"p","quantity":"2","name":"n","tax":{"category":"E","percent":"0"})");
  EXPECT_EQ(read.name, "n");
  EXPECT_EQ(read.tax.category, domain::TaxCategory::e);
  EXPECT_EQ(line(R"("priceId":"p","quantity":"2","taxCode":"vat")").tax_code, "vat");
}

TEST(ReadLine, ThatNamesATaxRateStatesNoTax) {
  const auto read = line(R"("name":"n","quantity":"2","unitPrice":"1","taxCode":"vat")");
  EXPECT_EQ(read.tax_code, "vat");
  EXPECT_EQ(read.tax, domain::Tax{});
  EXPECT_EQ(read.unit_code, "C62");
}

TEST(ReadLine, RefusesWhatIsStatedTwice) {
  const std::string priced = R"("priceId":"p","quantity":"2",)";
  const std::string tax = R"("tax":{"category":"S","percent":"19"})";
  const test::Refused table[] = {
      {with_line(priced + R"("unitPrice":"1")"), Code::bad_value, "lines[0].unitPrice"},
      {with_line(priced + R"("unitCode":"C62")"), Code::bad_value, "lines[0].unitCode"},
      {with_line(priced + R"("baseQuantity":"1")"), Code::bad_value, "lines[0].baseQuantity"},
      {with_line(priced + R"("taxCode":"vat",)" + tax), Code::bad_tax, "lines[0].tax"},
      {with_line(R"("name":"n","quantity":"2","unitPrice":"1","taxCode":"vat",)" + tax),
       Code::bad_tax,
       "lines[0].tax"},
      {with_line(R"("name":"n","quantity":"2","unitPrice":"1")"),
       Code::missing_field,
       "lines[0].tax.category"},
      {with_line(R"("quantity":"2","unitPrice":"1",)" + tax), Code::missing_field, "lines[0].name"},
      {with_line(R"("priceId":"p")"), Code::missing_field, "lines[0].quantity"},
      {with_line(R"("priceId":")" + std::string(65, 'p') + R"(","quantity":"1")"),
       Code::too_long,
       "lines[0].priceId"},
      {with_line(priced + R"("taxCode":"v/t")"), Code::bad_value, "lines[0].taxCode"},
  };
  test::expect_refused(table);
}

}  // namespace
}  // namespace latido::wire
