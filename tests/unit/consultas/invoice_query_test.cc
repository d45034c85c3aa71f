#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;

std::string get(std::int64_t id, const std::string& as_of = "") {
  return as_of + R"("getInvoice":{"id":"inv-)" + std::to_string(id) + R"("})";
}

TEST(GetInvoice, GivesWhatWasIssuedAndWhatBecameOfIt) {
  Books books;
  const auto id = books.issue();
  const auto reply = books.ask(get(id));
  EXPECT_EQ(id, 4);
  EXPECT_THAT(reply, HasSubstr(R"("asOfPosition":"4")"));
  EXPECT_EQ(field(reply, "id"), "inv-4");
  EXPECT_EQ(field(reply, "number"), "A-1");
  EXPECT_EQ(field(reply, "status"), "open");
  EXPECT_EQ(field(reply, "issueDate"), "2026-11-20");
  EXPECT_EQ(field(reply, "dueDate"), "2026-12-20");
  EXPECT_THAT(
      reply,
      HasSubstr(R"("taxes":[{"category":"S","percent":"19","base":"100.00","amount":"19.00"}])"));
  EXPECT_EQ(field(reply, "payable"), "119.00");
  EXPECT_EQ(field(reply, "paid"), "0.00");
  EXPECT_EQ(field(reply, "due"), "119.00");
  EXPECT_EQ(field(reply, "outstanding"), "119.00");
  EXPECT_THAT(reply, HasSubstr(R"("name":"Customer C")"));
  EXPECT_THAT(reply, HasSubstr(R"("customerVersion":1)"));
  EXPECT_THAT(reply, Not(HasSubstr("settlements")));
}

TEST(GetInvoice, FindsItByNumberAndTheNewestByReference) {
  Books books;
  const auto first = books.issue({.reference = "PO-1"});
  const auto second = books.issue({.reference = "PO-1"});
  books.issue({.reference = "PO-2"});
  EXPECT_EQ(books.ask(R"("getInvoice":{"number":"A-1"})"), books.ask(get(first)));
  EXPECT_EQ(books.ask(R"("getInvoice":{"reference":"PO-1"})"), books.ask(get(second)));
  EXPECT_EQ(field(books.ask(R"("asOf":{"position":"4"},"getInvoice":{"reference":"PO-1"})"), "id"),
            "inv-4")
      << "the newest then";
}

TEST(GetInvoice, SaysWhatPaysItAndWhatCreditedIt) {
  Books books;
  const auto id = books.issue();
  const auto payment = books.pay({.amount = 6'000, .allocations = {{id, 5'000}}});
  books.append(domain::CreditApplied{.customer_id = "C", .allocation = {id, 900}});
  const auto note = books.credit({.invoice = id, .net = 1'000, .applied = 1'190});
  const auto reply = books.ask(get(id));
  EXPECT_EQ(payment, 5);
  EXPECT_EQ(note, 7);
  EXPECT_THAT(reply, HasSubstr(R"({"source":"pay-5","amount":"50.00"})"));
  EXPECT_THAT(reply, HasSubstr(R"({"source":"credit","amount":"9.00"})"));
  EXPECT_THAT(reply, HasSubstr(R"("creditNotes":["cn-7"])"));
  EXPECT_EQ(field(reply, "paid"), "59.00");
  EXPECT_EQ(field(reply, "credited"), "11.90");
  EXPECT_EQ(field(reply, "due"), "48.10");
}

TEST(GetInvoice, ShowsCustomerAndSellerAsTheyWereWhenItWasIssued) {
  Books books;
  books.issue();
  books.append(domain::SellerSet{{.name = "First Ltd", .tax_id = "DE7", .address = {}}});
  books.append(domain::CustomerUpdated{{.customer_id = "C", .name = "Renamed"}});
  const auto after = books.issue();
  books.append(domain::SellerSet{{.name = "Second Ltd", .tax_id = "DE8", .address = {}}});
  EXPECT_THAT(books.ask(get(4)), Not(HasSubstr("seller")));
  EXPECT_THAT(books.ask(get(4)), HasSubstr("Customer C"));
  const auto reply = books.ask(get(after));
  EXPECT_THAT(reply, HasSubstr(R"("seller":{"name":"First Ltd","taxId":"DE7"})"));
  EXPECT_THAT(reply, HasSubstr("Renamed"));
  EXPECT_THAT(reply, HasSubstr(R"("customerVersion":2)"));
}

TEST(GetInvoice, AsOfAPastPositionStandsAsItStoodThen) {
  Books books;
  const auto id = books.issue();                                             // 4
  books.pay({.amount = 11'900, .allocations = {{id, 11'900}}});              // 5
  books.append(domain::PaymentReversed{.payment = 5, .reason = "bounced"});  // 6
  books.credit({.invoice = id, .net = 1'000, .applied = 1'190});             // 7
  books.write_off(id);                                                       // 8
  books.append(domain::InvoiceRecovered{.invoice = id, .reason = "found"});  // 9
  const auto at = [&](int position) {
    return books.ask(get(id, R"("asOf":{"position":")" + std::to_string(position) + R"("},)"));
  };
  const auto brief = [](const std::string& reply) {
    return field(reply, "status") + " " + field(reply, "paid") + " " + field(reply, "credited") +
           " " + field(reply, "due") + " " + field(reply, "outstanding");
  };
  EXPECT_EQ(field(at(3), "code"), "NOT_FOUND");
  EXPECT_EQ(brief(at(4)), "open 0.00 0.00 119.00 119.00");
  EXPECT_EQ(brief(at(5)), "paid 119.00 0.00 0.00 0.00");
  EXPECT_EQ(brief(at(6)), "open 0.00 0.00 119.00 119.00");
  EXPECT_EQ(brief(at(7)), "open 0.00 11.90 107.10 107.10");
  EXPECT_EQ(brief(at(8)), "uncollectible 0.00 11.90 0.00 107.10");
  EXPECT_EQ(brief(at(9)), "open 0.00 11.90 107.10 107.10");
  EXPECT_EQ(brief(books.ask(get(id))), brief(at(9)));
  EXPECT_THAT(at(5), HasSubstr(R"("asOfPosition":"5")"));
  EXPECT_THAT(at(5), HasSubstr(R"("settlements":[{"source":"pay-5","amount":"119.00"}])"));
  EXPECT_THAT(at(6), Not(HasSubstr("settlements")));
  EXPECT_THAT(at(6), Not(HasSubstr("creditNotes")));
  EXPECT_THAT(at(7), HasSubstr(R"("creditNotes":["cn-7"])"));
}

TEST(GetInvoice, AsOfAPositionSaysWhatSettledItThen) {
  Books books;
  const auto id = books.issue();                                  // 4
  books.pay({.amount = 5'000, .allocations = {{id, 5'000}}});     // 5
  books.credit({.invoice = id, .net = 1'000, .applied = 1'190});  // 6
  books.issue();                                                  // 7
  const auto at = [&](int position) {
    return books.ask(get(id, R"("asOf":{"position":")" + std::to_string(position) + R"("},)"));
  };
  for (const int position : {6, 7}) {
    EXPECT_THAT(at(position), HasSubstr(R"("settlements":[{"source":"pay-5","amount":"50.00"}])"));
    EXPECT_THAT(at(position), HasSubstr(R"("creditNotes":["cn-6"])"));
  }
  EXPECT_THAT(at(5), HasSubstr(R"("settlements":[{"source":"pay-5","amount":"50.00"}])"));
  EXPECT_THAT(at(5), Not(HasSubstr("creditNotes")));
}

TEST(GetInvoice, AsOfAPastPositionKnowsNothingOfALaterVoid) {
  Books books;
  const auto id = books.issue();
  books.void_it(id);
  EXPECT_EQ(field(books.ask(get(id)), "status"), "void");
  EXPECT_EQ(field(books.ask(get(id, R"("asOf":{"position":"4"},)")), "status"), "open");
}

TEST(GetInvoice, AsOfATimeIsAsOfTheLastEventRecordedByThen) {
  Books books;
  const auto id = books.issue();
  const auto paid = books.pay({.amount = 100, .allocations = {{id, 100}}});
  const auto at = [&](std::int64_t unix_ms) {
    return books.ask(get(id, R"("asOf":{"unixMs":")" + std::to_string(unix_ms) + R"("},)"));
  };
  EXPECT_EQ(field(at(books.recorded_at(id)), "paid"), "0.00");
  EXPECT_EQ(field(at(books.recorded_at(paid) - 1), "paid"), "0.00");
  EXPECT_EQ(field(at(books.recorded_at(paid)), "paid"), "1.00");
  EXPECT_EQ(field(at(books.recorded_at(paid) + 1'000'000), "paid"), "1.00");
  EXPECT_EQ(field(at(books.recorded_at(id) - 1), "code"), "NOT_FOUND");
  EXPECT_EQ(field(at(books.recorded_at(1) - 1), "code"), "NOT_FOUND");
  EXPECT_EQ(field(at(0), "field"), "asOf.unixMs");
  EXPECT_EQ(field(at(-1), "code"), "NOT_FOUND");
}

TEST(GetCreditNote, GivesWhatItCreditsAndWhy) {
  Books books;
  const auto id = books.issue();
  books.pay({.amount = 11'900, .allocations = {{id, 11'900}}});
  const auto note = books.credit({.invoice = id, .net = 2'000, .applied = 0});
  EXPECT_EQ(note, 6);
  const auto reply = books.ask(R"("getCreditNote":{"id":"cn-6"})");
  EXPECT_EQ(field(reply, "number"), "CN-1");
  EXPECT_EQ(field(reply, "status"), "issued");
  EXPECT_EQ(field(reply, "payable"), "23.80");
  EXPECT_EQ(field(reply, "credited"), "0.00");
  EXPECT_EQ(field(reply, "creditedInvoice"), "inv-4");
  EXPECT_EQ(field(reply, "note"), "returned");
  EXPECT_THAT(reply, HasSubstr(R"("ofLine":1)"));
  EXPECT_EQ(books.ask(R"("getCreditNote":{"number":"CN-1"})"), reply);
  EXPECT_EQ(field(books.ask(R"("asOf":{"position":"5"},"getCreditNote":{"id":"cn-6"})"), "code"),
            "NOT_FOUND");
  EXPECT_EQ(field(books.ask(R"("asOf":{"position":"6"},"getCreditNote":{"id":"cn-6"})"), "number"),
            "CN-1");
}

TEST(GetCreditNote, IsNoInvoiceAndAnInvoiceIsNone) {
  Books books;
  const auto id = books.issue();
  books.credit({.invoice = id, .net = 100, .applied = 119});
  EXPECT_EQ(field(books.ask(get(5)), "code"), "NOT_FOUND");
  EXPECT_EQ(field(books.ask(R"("getInvoice":{"number":"CN-1"})"), "code"), "NOT_FOUND");
  EXPECT_EQ(field(books.ask(R"("getCreditNote":{"id":"cn-4"})"), "code"), "NOT_FOUND");
  EXPECT_EQ(field(books.ask(R"("getCreditNote":{"number":"A-1"})"), "code"), "NOT_FOUND");
}

}  // namespace
}  // namespace latido::consultas
