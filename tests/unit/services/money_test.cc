// Dates and money that only show once command, decision and store are put together.
#include "comandos/command_service.h"
#include "tests/unit/db/support/sample.h"
#include "tests/unit/services/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::comandos {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using namespace latido::test;

class CommandsOfMoney : public testing::Test, protected Writer {};

// 02:00 UTC on 2026-11-24 is the evening of the 23rd in Colombia, and so says the time in its CUFE.
TEST_F(CommandsOfMoney, DatesAnInvoiceByTheClockOfColombiaForASellerThere) {
  constexpr std::int64_t kAtTwoUtc = 1'795'485'600'000;
  std::string undated = kIssue;
  undated.replace(undated.find(R"("issueDate":"2026-11-20",)"), 25, "");
  const auto date_of = [&](const std::string& tenant, const std::string& seller) {
    for (const auto& body : {seller, kSeries, kCustomer, undated}) {
      service_.turn({request(command(body.substr(1, 12), body, tenant))}, kAtTwoUtc);
    }
    const auto id = store_.find_tenant(tenant).value();
    return to_text(store_.find_invoice(id, store_.head_position(id)).value().issue_date);
  };
  EXPECT_EQ(date_of("bogota", R"("createTenant":{"name":"B","address":{"country":"CO"}})"),
            "2026-11-23");
  EXPECT_EQ(date_of("madrid", R"("createTenant":{"name":"M","address":{"country":"ES"}})"),
            "2026-11-24");
}

// Its credit note gives the money back, and no payment is there to refund.
TEST_F(CommandsOfMoney, PaysOutWhatACreditNoteGaveBackOfAPrepaidInvoice) {
  set_up_books();
  ask(service_, command("n", R"("createSeries":{"series":"N","prefix":"N-","kind":"creditNote"})"));
  std::string prepaid = kIssue;
  prepaid.insert(prepaid.find(R"("lines")"), R"("prepaid":"3.57",)");
  EXPECT_THAT(ask(service_, command("1", prepaid)), HasSubstr(R"("status":"paid")"));
  const auto note = ask(
      service_,
      command(
          "2",
          R"("issueCreditNote":{"series":"N","invoiceId":"inv-4","currency":"EUR","reason":"r","whole":null})"));
  EXPECT_THAT(note, HasSubstr(R"("credit":"3.57")"));
  const auto refund = [&](const std::string& key, const std::string& amount) {
    return ask(service_,
               command(key,
                       R"("refundCredit":{"customerId":"C","currency":"EUR","reference":")" + key +
                           R"(","amount":")" + amount + R"("})"));
  };
  EXPECT_THAT(refund("r1", "3.58"), HasSubstr("INSUFFICIENT_CREDIT"));
  const auto paid_out = refund("r2", "3.57");
  EXPECT_THAT(paid_out, HasSubstr(R"("id":"C")"));
  EXPECT_THAT(paid_out, HasSubstr(R"("credit":"0.00")"));
  EXPECT_THAT(refund("r3", "0.01"), HasSubstr("INSUFFICIENT_CREDIT"));
}

// docs/billing.md: the loss stands in `adjustment`, and cash is what the bank says.
TEST_F(CommandsOfMoney, TakesBackAPaymentWhoseCreditWasPaidOutOnceItIsMadeUp) {
  set_up_books();
  const std::string of_customer = R"("customerId":"C","currency":"EUR","reason":"r","amount":)";
  const std::string reverse = R"("reversePayment":{"paymentId":"pay-3","reason":"bounced"})";
  const auto credit = [](const std::string& left) { return HasSubstr(R"("credit":")" + left); };
  EXPECT_THAT(
      ask(service_,
          command("1", R"("recordPayment":{"customerId":"C","amount":"50","currency":"EUR"})")),
      credit("50.00"));
  EXPECT_THAT(ask(service_, command("2", R"("refundCredit":{)" + of_customer + R"("50"})")),
              credit("0.00"));
  EXPECT_THAT(ask(service_, command("3", reverse)),
              AllOf(HasSubstr("INSUFFICIENT_CREDIT"), HasSubstr("50.00"), HasSubstr("adjust")));
  EXPECT_THAT(ask(service_, command("4", R"("adjustBalance":{)" + of_customer + R"("50"})")),
              credit("50.00"));
  EXPECT_THAT(ask(service_, command("5", reverse)), credit("0.00"));
}

// Of 50.00, 20.00 were refunded, and then the bank took back all 50.00: cash has to be -20.00.
TEST_F(CommandsOfMoney, BooksTheReturnOfAllOfAPaymentThatWasPartlyRefunded) {
  set_up_books();
  const std::string of_customer = R"("customerId":"C","currency":"EUR","reason":"r","amount":)";
  for (const auto& body :
       {std::string(R"("recordPayment":{"customerId":"C","amount":"50","currency":"EUR"})"),
        std::string(R"("refundPayment":{"paymentId":"pay-3","amount":"20","currency":"EUR"})"),
        std::string(R"("reversePayment":{"paymentId":"pay-3","reason":"charged back"})"),
        R"("adjustBalance":{)" + of_customer + R"("20"})",
        R"("refundCredit":{)" + of_customer + R"("20"})"}) {
    EXPECT_THAT(ask(service_, command(body.substr(1, 12), body)), HasSubstr(R"("done")"));
  }
  db::test::RawStore raw(folder_.store());
  EXPECT_EQ(raw.integer("SELECT cash FROM account"), -2'000);
  EXPECT_EQ(raw.integer("SELECT adjustment FROM account"), 2'000);
  EXPECT_EQ(raw.integer("SELECT customer_credit FROM account"), 0);
}

// Each as large as one may be: the sum would go beyond 2^63 minor units after 9,223 of them.
TEST_F(CommandsOfMoney, RefusesMoneyThatTheLedgerCannotHoldAndNeverFails) {
  set_up_books();
  std::vector<messaging::Request> all;
  for (int i = 0; i < 9'300; ++i) {
    all.push_back(request(command(
        std::to_string(i),
        R"("recordPayment":{"customerId":"C","amount":"10000000000000","currency":"EUR"})")));
  }
  const auto answers = service_.turn(all, kNow);
  EXPECT_THAT(answers.front().body.back(), HasSubstr(R"("credit":"10000000000000.00")"));
  EXPECT_THAT(answers.back().body.back(), HasSubstr(R"("code":"OVERFLOW")"));
  for (const auto& answer : answers) {
    ASSERT_EQ(answer.body.back().find("INTERNAL"), std::string::npos) << answer.body.back();
  }
  EXPECT_THAT(ask(service_, command("invoice", kIssue)), HasSubstr(R"("code":"OVERFLOW")"));
  EXPECT_THAT(ask(service_,
                  command("out",
                          R"("refundPayment":{"paymentId":"pay-3","amount":"10000000000000",)"
                          R"("currency":"EUR"})")),
              HasSubstr(R"("done")"))
      << "money still goes out";
}

}  // namespace
}  // namespace latido::comandos
