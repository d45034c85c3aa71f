// The schema's own promises, tried from outside the program: each statement must be refused for the
// reason named, and the control must work, so that a refusal is not for another fault in the
// statement.
#include "tests/unit/db/support/sample.h"

#include <functional>
#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace test;
using testing::HasSubstr;

constexpr auto kDocument =
    "INSERT INTO document (document_key, kind, series_key, sequence, number, customer_key, "
    "customer_version, issue_date, due_date, currency, line_total, allowance_total, charge_total, "
    "tax_total, prepaid, rounding, payable, paid, credited, status, rounding_profile, changed_key, "
    "invoice_key, reference, note) ";

// The tenant is 1; 1 customer, 2 series, 3 an open invoice of 119.00, 4 one that is void, 5 its
// void, 6 the series of credit notes, 7 a series that is closed and 8 its closing; 9 is free.
constexpr int kFree = 9;

std::string key(int position) { return "((1 << 40) | " + std::to_string(position) + ")"; }

std::string event(int position, const std::string& tenant = "1") {
  return "INSERT INTO event (event_key, type, payload, hash) VALUES ((" + tenant + " << 40) | " +
         std::to_string(position) + ", 3, x'00', zeroblob(32)); ";
}

std::string lines(Minor amount, Minor tax) {
  return event(kFree) + "INSERT INTO document_line VALUES (" + key(kFree) +
         ", 1, 'n', 1, 'u', 1, 1, 0, 0, " + std::to_string(amount) +
         ", NULL, NULL, NULL, NULL); INSERT INTO document_tax VALUES (" + key(kFree) +
         ", 0, 0, 0, " + std::to_string(tax) + "); ";
}

struct Document {
  std::string sequence = "3";
  std::string number = "'A-00003'";
  std::string issue_date = "20000";
  std::string payable = "119";
  std::string paid = "0";
  std::string status = "1";
  std::string series = "2";
  std::string kind = "1";
  std::string credited = "0";
  std::string invoice = "NULL";
  std::string net = "100";
};

std::string document(const Document& d) {
  return lines(std::stoll(d.net), 19) + kDocument + "VALUES (" + key(kFree) + ", " + d.kind +
         ", (1 << 40) | " + d.series + ", " + d.sequence + ", " + d.number + ", " + key(1) +
         ", 1, " + d.issue_date + ", 30000, 'EUR', " + d.net + ", 0, 0, 19, 0, 0, " + d.payable +
         ", " + d.paid + ", " + d.credited + ", " + d.status + ", 0, 0, " + d.invoice + ", '', '')";
}

// A credit note of 1.19 for the open invoice of 119.00, none of it applied.
Document note() {
  return {.sequence = "1",
          .number = "'K-00001'",
          .status = "5",
          .series = "6",
          .kind = "2",
          .invoice = key(3)};
}

Document note_with(const std::function<void(Document&)>& change) {
  auto d = note();
  change(d);
  return d;
}

struct Case {
  std::string name;
  std::string sql;
  std::string error;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class Schema : public testing::TestWithParam<Case> {
 protected:
  Schema() {
    WriteStore store({folder.file()});
    const auto tenant = open_books(store);
    store.begin(kNow);
    issue(store, tenant);
    void_it(store, tenant, issue(store, tenant));
    open_credit_series(store, tenant);
    append(store, tenant, series("Z", "Z-"));
    append(store, tenant, domain::SeriesClosed{"Z"});
    store.save_reply(tenant, "key", Sha256{}, "reply");
    EXPECT_EQ(store.commit(), CommitOutcome::durable);
  }
  TempFolder folder;
};

TEST_P(Schema, RefusesWhatWouldBreakAPromise) {
  RawStore raw(folder.file());
  EXPECT_THAT(raw.run("BEGIN; " + GetParam().sql), HasSubstr(GetParam().error));
}

const Case kCases[] = {
    {"EventUpdate", "UPDATE event SET payload = x'01'", "events never change"},
    {"EventDelete", "DELETE FROM event WHERE position = 5", "events are never deleted"},
    {"EventGap", event(kFree + 1), "an event must have the next position"},
    {"EventTwice", event(5), "UNIQUE"},
    {"EventReplace",
     "INSERT OR REPLACE INTO event (event_key, type, payload, hash) VALUES (" + key(5) +
         ", 3, x'00', zeroblob(32))",
     "events are never deleted"},
    {"EventOfNobody", event(1, "77"), "an event needs its tenant"},
    {"EventAtZero", event(0), "an event must have the next position"},
    {"EventShortHash",
     "INSERT INTO event (event_key, type, payload, hash) VALUES (" + key(kFree) +
         ", 3, x'00', zeroblob(31))",
     "CHECK"},
    {"ReplyUpdate", "UPDATE command_log SET reply = x'01'", "replies never change"},
    {"ReplyDelete", "DELETE FROM command_log", "replies are never deleted"},
    {"ReplyTwice", "INSERT INTO command_log VALUES (1, 'key', zeroblob(32), x'00')", "UNIQUE"},
    {"TenantRename", "UPDATE tenant SET name = 'other'", "tenants never change"},
    {"LineUpdate", "UPDATE document_line SET amount = 1", "issued lines never change"},
    {"LineDelete", "DELETE FROM document_line", "issued lines are never deleted"},
    {"TaxUpdate", "UPDATE document_tax SET amount = 1", "issued taxes never change"},
    {"TaxDelete", "DELETE FROM document_tax", "issued taxes are never deleted"},
    {"DocumentDelete", "DELETE FROM document", "documents are never deleted"},
    {"DocumentTotal", "UPDATE document SET payable = 1", "frozen"},
    {"DocumentNumber", "UPDATE document SET number = 'A-00009'", "frozen"},
    {"DocumentDate", "UPDATE document SET issue_date = 1", "frozen"},
    {"DocumentCustomer", "UPDATE document SET customer_key = 1", "frozen"},
    {"DocumentKind", "UPDATE document SET kind = 2", "frozen"},
    {"DocumentVersion", "UPDATE document SET customer_version = 2", "frozen"},
    {"DocumentProfile", "UPDATE document SET rounding_profile = 1", "frozen"},
    {"NumberSkipped",
     document({.sequence = "4", .number = "'A-00004'"}),
     "number or date does not follow"},
    {"NumberTwice", document({.sequence = "2", .number = "'A-00002'"}), "UNIQUE"},
    {"NumberReused",
     document({.sequence = "2", .number = "'A-2'"}),
     "number or date does not follow"},
    {"NumberPrintedWrong", document({.number = "'A-3'"}), "number or date does not follow"},
    {"DateBeforeLast", document({.issue_date = "19999"}), "number or date does not follow"},
    {"DueBeforeIssue", document({.issue_date = "30001"}), "CHECK"},
    {"SeriesOfNobody", document({.series = "1"}), "number or date does not follow"},
    {"PayableWrong", document({.payable = "120"}), "CHECK"},
    {"PaidTooMuch", document({.paid = "120"}), "CHECK"},
    {"PaidButOpen", document({.paid = "119"}), "CHECK"},
    {"OpenButPaid", document({.status = "2"}), "CHECK"},
    {"VoidButPartlyPaid", document({.paid = "5", .status = "3"}), "CHECK"},
    {"LinesDoNotAddUp",
     event(kFree) + document({}).substr(document({}).find("INSERT INTO document (")),
     "totals do not follow"},
    {"SeriesMovedAlone",
     "UPDATE series SET next_number = next_number + 1",
     "moves by one, with its document"},
    {"SeriesMovedBack", "UPDATE series SET next_number = 1", "moves by one, with its document"},
    {"SeriesDeleted", "DELETE FROM series", "series are never deleted"},
    {"SeriesOfTheOtherKind", document({.series = "6"}), "kind, number or date"},
    {"SeriesClosed",
     document({.sequence = "1", .number = "'Z-00001'", .series = "7"}),
     "kind, number or date"},
    {"SeriesPrefix", "UPDATE series SET prefix = 'B-'", "keeps its name, kind and prefix"},
    {"SeriesKind", "UPDATE series SET kind = 2", "keeps its name, kind and prefix"},
    {"SeriesCut", "UPDATE series SET last_number = 50", "only extended"},
    {"SeriesCutShort", "UPDATE series SET valid_to = 0 WHERE closed = 0", "only extended"},
    {"SeriesExtendedThoughClosed",
     "UPDATE series SET last_number = last_number + 1 WHERE closed = 1",
     "only extended"},
    {"SeriesOpenedAgain", "UPDATE series SET closed = 0 WHERE closed = 1", "closed once"},
    {"VoidReopened", "UPDATE document SET status = 1 WHERE status = 3", "does not move so"},
    {"VoidWrittenOff", "UPDATE document SET status = 4 WHERE status = 3", "does not move so"},
    {"InvoiceAsCreditNote", "UPDATE document SET status = 5 WHERE id = 3", "does not move so"},
    {"PaidWithoutAllocation", "UPDATE document SET paid = 1 WHERE id = 3", "not what is allocated"},
    {"CreditedWithoutNote",
     "UPDATE document SET credited = 1 WHERE id = 3",
     "not what the credit notes gave"},
    {"NoteOfVoidInvoice",
     document(note_with([](auto& d) { d.invoice = key(4); })),
     "a credit note needs"},
    {"NoteOfNothing",
     document(note_with([](auto& d) { d.invoice = key(2); })),
     "a credit note needs"},
    {"NoteOfMoreThanTheInvoice",
     document(note_with([](auto& d) {
       d.net = "11882";
       d.payable = "11901";
     })),
     "a credit note needs"},
    {"NoteWithAnInvoicesStatus", document(note_with([](auto& d) { d.status = "1"; })), "CHECK"},
    {"NoteWithoutInvoice", document(note_with([](auto& d) { d.invoice = "NULL"; })), "CHECK"},
    {"VoidOfCreditedInvoice",
     document(note()) + "; UPDATE document SET status = 3 WHERE id = 3",
     "an invoice with credit notes"},
    {"TransferOfNothing",
     "INSERT INTO transfer VALUES (" + key(kFree) + ", 1, 'EUR', 1, 2, 0)",
     "CHECK"},
    {"TransferNegative",
     "INSERT INTO transfer VALUES (" + key(kFree) + ", 1, 'EUR', 1, 2, -5)",
     "CHECK"},
    {"TransferToItself",
     "INSERT INTO transfer VALUES (" + key(kFree) + ", 1, 'EUR', 2, 2, 5)",
     "CHECK"},
    {"TransferWithoutAccounts",
     "INSERT INTO transfer VALUES (" + key(kFree) + ", 1, 'USD', 1, 2, 5)",
     "needs its accounts"},
    {"TransferUpdate", "UPDATE transfer SET amount = amount + 1", "transfers never change"},
    {"TransferDelete", "DELETE FROM transfer", "transfers are never deleted"},
    {"BalanceOutOfBalance", "UPDATE account SET receivable = receivable + 1", "CHECK"},
    {"AccountDelete", "DELETE FROM account", "accounts are never deleted"},
};
INSTANTIATE_TEST_SUITE_P(Each, Schema, testing::ValuesIn(kCases), [](const auto& one) {
  return one.param.name;
});

class SchemaControl : public Schema {};
INSTANTIATE_TEST_SUITE_P(Works,
                         SchemaControl,
                         testing::Values(Case{"Document", document({}), ""},
                                         Case{"Event", event(kFree), ""},
                                         Case{"CreditNote", document(note()), ""},
                                         Case{"Transfer",
                                              "INSERT INTO transfer VALUES (" + key(kFree) +
                                                  ", 1, 'EUR', 1, 2, 5)",
                                              ""}),
                         [](const auto& one) { return one.param.name; });

TEST_P(SchemaControl, TakesWhatKeepsThePromises) {
  RawStore raw(folder.file());
  EXPECT_EQ(raw.run("BEGIN; " + GetParam().sql + "; COMMIT"), "");
}

}  // namespace
}  // namespace latido::db
