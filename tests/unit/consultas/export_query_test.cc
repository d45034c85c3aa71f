#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using namespace test;

class ExportDocument : public testing::Test {
 protected:
  ExportDocument() {
    books.append(domain::SellerSet{
        {.name = "Seller Ltd", .tax_id = "DE7", .address = {.country = "DE"}}});  // 4
    books.issue();                                                                // 5
    books.credit({.invoice = 5, .net = 1'000, .applied = 1'190});                 // 6
  }
  std::string ask(const std::string& fields) {
    return books.ask(R"("exportDocument":{)" + fields + "}");
  }
  Books books;
};

TEST_F(ExportDocument, GivesAnInvoiceWithItsStoredFigures) {
  const auto reply = ask(R"("id":"inv-5")");
  EXPECT_THAT(reply, HasSubstr(R"("format":"ubl")"));
  EXPECT_THAT(reply, HasSubstr("<cbc:ID>A-1</cbc:ID>"));
  EXPECT_THAT(reply, HasSubstr(">119.00</cbc:PayableAmount>"));
  EXPECT_THAT(reply, HasSubstr("Seller Ltd"));
}

TEST_F(ExportDocument, GivesACreditNoteThatNamesItsInvoice) {
  const auto reply = ask(R"("id":"cn-6")");
  EXPECT_THAT(reply, HasSubstr("<cbc:ID>CN-1</cbc:ID>"));
  EXPECT_THAT(reply, HasSubstr("<cbc:ID>A-1</cbc:ID>"));
  EXPECT_THAT(reply, HasSubstr(">11.90</cbc:PayableAmount>"));
}

TEST_F(ExportDocument, SaysWhenAndWhereToItWasDelivered) {
  const auto reply = ask(R"("id":"inv-5","delivery":{"date":"2026-03-09","country":"FR"})");
  EXPECT_THAT(reply, HasSubstr("<cbc:ActualDeliveryDate>2026-03-09</cbc:ActualDeliveryDate>"));
  EXPECT_THAT(reply, HasSubstr("<cbc:IdentificationCode>FR</cbc:IdentificationCode>"));
  EXPECT_EQ(field(ask(R"("id":"inv-5","delivery":{"date":"2026-03-09"})"), "field"),
            "delivery.country");
  EXPECT_EQ(field(ask(R"("id":"inv-5","delivery":{"country":"FR"})"), "field"), "delivery.date");
}

TEST_F(ExportDocument, RefusesWhatItCanNotGive) {
  const auto code = [&](const std::string& fields) { return field(ask(fields), "code"); };
  EXPECT_EQ(code(R"("id":"inv-6")"), "NOT_FOUND");
  EXPECT_EQ(code(R"("id":"cn-5")"), "NOT_FOUND");
  EXPECT_EQ(code(R"("id":"pay-5")"), "BAD_VALUE");
  EXPECT_EQ(code(R"("id":"")"), "MISSING_FIELD");
  EXPECT_EQ(code(R"("id":"inv-5","cufe":{"environment":1})"), "MISSING_FIELD");
  EXPECT_EQ(code(R"("id":"inv-5","cufe":{"technicalKey":"k","environment":3})"), "BAD_VALUE");
  Books without_seller;
  without_seller.issue();
  EXPECT_EQ(field(without_seller.ask(R"("exportDocument":{"id":"inv-4"})"), "code"),
            "NOT_EXPORTABLE");
}

}  // namespace
}  // namespace latido::consultas
