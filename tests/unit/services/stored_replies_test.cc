// What `latido verify --store` finds in command_log.
#include "comandos/stored_replies.h"

#include "comandos/command_service.h"
#include "common/wire/event_codec.h"
#include "common/wire/reply_codec.h"
#include "db/rebuild.h"
#include "tests/unit/db/support/sample.h"
#include "tests/unit/services/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::comandos {
namespace {

using testing::HasSubstr;
using namespace latido::test;
using Folder = latido::test::TempFolder;

constexpr const char* kPay =
    R"("recordPayment":{"invoiceId":"inv-3","amount":"3","currency":"EUR"})";
constexpr const char* kCreditNote =
    R"("issueCreditNote":{"series":"N","invoiceId":"inv-3","currency":"EUR","reason":"r","whole":null})";

class StoredRepliesTest : public testing::Test {
 protected:
  // Events 1 to 6; the refusal makes none.
  StoredRepliesTest() {
    db::WriteStore store({.path = file_});
    CommandService service(store);
    ask(service, command("series", kSeries));
    ask(service, command("customer", kCustomer));
    ask(service, command("issue", kIssue));
    ask(service, command("pay", kPay));
    ask(service, command("refused", R"("closeSeries":{"series":"none"})"));
    ask(service,
        command("notes", R"("createSeries":{"series":"N","prefix":"N-","kind":"creditNote"})"));
    ask(service, command("credit", kCreditNote));
  }

  std::string first_difference() {
    const auto report = db::verify(
        {.store_path = file_,
         .scratch_path = file_ + ".scratch",
         .decode =
             [](std::string_view payload) {
               auto recorded = wire::decode_event(payload);
               return db::RecordedEvent{std::move(recorded.event), recorded.recorded_at_unix_ms};
             },
         .replies = &stored_replies()});
    return report.fault ? report.fault->text() : "";
  }

  // SQL past the triggers of command_log, which are as before afterwards.
  void doctor(const std::string& sql) {
    db::test::RawStore raw(file_);
    const auto restore = raw.text(
        "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = "
        "'command_log'");
    ASSERT_EQ(raw.run("DROP TRIGGER command_log_update; DROP TRIGGER command_log_delete; " + sql +
                      "; " + restore),
              "");
  }

  // Another reply under the key, written in the right form.
  void tell(const std::string& key, const wire::Effect& effect) {
    doctor("UPDATE command_log SET reply = x'" + to_hex(wire::done_reply(effect)) +
           "' WHERE idempotency_key = '" + key + "'");
  }

  Folder folder_;
  std::string file_ = folder_.store();
};

TEST_F(StoredRepliesTest, AreAsTheEventsSayWhereNobodyTouchedThem) {
  EXPECT_EQ(first_difference(), "");
}

TEST_F(StoredRepliesTest, ThatWereEmptiedAreFound) {
  doctor("UPDATE command_log SET reply = x'' WHERE idempotency_key = 'issue'");
  EXPECT_EQ(first_difference(),
            "table command_log, tenant_id acme, idempotency_key issue, reply: stored is bytes that "
            "are no reply to a command, but it should be the reply to a command");
}

TEST_F(StoredRepliesTest, ThatAreGoneAreFoundByTheirEvent) {
  doctor("DELETE FROM command_log WHERE idempotency_key = 'issue'");
  EXPECT_EQ(first_difference(),
            "table command_log, of event acme/3: stored is no row, but it should be a row");
}

// A retry would be told that the invoice was refused, and somebody would issue another.
TEST_F(StoredRepliesTest, ThatWereMadeRefusalsAreFoundByTheirEvent) {
  doctor(
      "UPDATE command_log SET reply = (SELECT reply FROM command_log WHERE idempotency_key = "
      "'refused') WHERE idempotency_key = 'issue'");
  EXPECT_THAT(first_difference(), HasSubstr("command_log, of event acme/3: stored is no row"));
}

TEST_F(StoredRepliesTest, ThatTellAnotherNumberAreFound) {
  tell("issue", {.id = "inv-3", .position = 3, .number = "A-7", .status = "open"});
  EXPECT_EQ(first_difference(),
            "table command_log, tenant_id acme, idempotency_key issue, reply.number: stored is "
            "A-7, but it should be A-1");
}

TEST_F(StoredRepliesTest, ThatGiveACustomerMoreCreditAreFound) {
  tell("credit",
       {.id = "cn-6",
        .position = 6,
        .totals = domain::Totals{.line_total = 300, .tax_total = 57},
        .number = "N-1",
        .status = "issued",
        .credit = wire::Credit{900'000, db::test::kEuro}});
  EXPECT_THAT(first_difference(),
              HasSubstr("reply.credit: stored is 9000.00, but it should be 3.00"));
}

TEST_F(StoredRepliesTest, ThatTellOfAnEventTwiceAreFound) {
  doctor(
      "INSERT INTO command_log SELECT tenant_id, 'again', request_hash, reply FROM command_log "
      "WHERE idempotency_key = 'issue'");
  EXPECT_THAT(first_difference(),
              HasSubstr("idempotency_key again, reply: stored is of event 3, but it should be of "
                        "an event that is there and that no other tells of"));
}

TEST_F(StoredRepliesTest, ThatTellOfAnEventThatWasNeverThereAreFound) {
  tell("refused", {.id = "inv-99", .position = 99});
  EXPECT_THAT(first_difference(),
              HasSubstr("idempotency_key refused, reply: stored is of event 99, but it should be"));
}

}  // namespace
}  // namespace latido::comandos
