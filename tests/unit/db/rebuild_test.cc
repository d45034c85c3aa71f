#include "db/rebuild.h"

#include "tests/unit/db/support/lively_books.h"
#include "tests/unit/db/support/sample.h"

#include <filesystem>
#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;
using testing::HasSubstr;

class RebuildTest : public testing::Test {
 protected:
  RebuildTest() {
    WriteStore store({folder.file()});
    books = write_lively_books(store);
    open_books(store, "other");
  }

  RebuildOptions options() {
    return {.store_path = folder.file(), .scratch_path = folder.file("scratch"), .decode = decode};
  }
  std::string fault_of(const RebuildReport& report) {
    return report.fault ? report.fault->text() : "";
  }
  std::string schema() {
    return RawStore(folder.file())
        .text(
            "SELECT group_concat(type || name || sql) FROM (SELECT * FROM sqlite_schema ORDER BY "
            "type, name)");
  }

  // SQL past the triggers of the table, which are as before afterwards.
  void doctor(const std::string& table, const std::string& sql) {
    RawStore raw(folder.file());
    const auto triggers = [&](const std::string& what) {
      return raw.text("SELECT group_concat(" + what +
                      ", ' ') FROM sqlite_schema WHERE type = "
                      "'trigger' AND tbl_name = '" +
                      table + "'");
    };
    const auto drop = triggers("'DROP TRIGGER ' || name || ';'");
    const auto restore = triggers("sql || ';'");
    ASSERT_EQ(raw.run("BEGIN; " + drop + sql + "; " + restore + "COMMIT"), "");
  }

  TempFolder folder;
  LivelyBooks books;
};

TEST_F(RebuildTest, FindsNothingWrongWithEveryKindOfEvent) {
  const auto report = verify(options());
  EXPECT_EQ(fault_of(report), "");
  EXPECT_EQ(report.events, books.last + 2);
  EXPECT_GT(report.rows, 100);
  EXPECT_FALSE(std::filesystem::exists(folder.file("scratch")));
}

TEST_F(RebuildTest, FindsAGuardThatIsMissingAndOneThatDoesNothing) {
  ASSERT_EQ(RawStore(folder.file()).run("DROP TRIGGER event_delete"), "");
  EXPECT_THAT(fault_of(verify(options())), HasSubstr("trigger event_delete: stored is missing"));
  ASSERT_EQ(RawStore(folder.file())
                .run("CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT 1; END"),
            "");
  EXPECT_THAT(fault_of(verify(options())), HasSubstr("trigger event_delete: stored is altered"));
}

TEST_F(RebuildTest, PutsTheGuardsOfTheReadModelBack) {
  ASSERT_EQ(RawStore(folder.file()).run("DROP TRIGGER document_frozen"), "");
  EXPECT_THAT(fault_of(verify(options())), HasSubstr("trigger document_frozen"));
  EXPECT_EQ(fault_of(rebuild(options())), "");
  EXPECT_EQ(fault_of(verify(options())), "");
}

TEST_F(RebuildTest, FindsTheSellerInTheTrailOfAStoreFromBeforeItWasThere) {
  doctor("trail", "DELETE FROM trail WHERE event_key IN (SELECT seller_key FROM seller)");
  ASSERT_THAT(fault_of(verify(options())), HasSubstr("table trail"));
  ASSERT_EQ(RawStore(folder.file())
                .run("DELETE FROM migration WHERE version = 4; PRAGMA user_version = 3"),
            "");
  { const WriteStore store({folder.file()}); }
  EXPECT_EQ(fault_of(verify(options())), "");
}

TEST_F(RebuildTest, SaysWhatItIsAtWhileTheTablesAreSwapped) {
  auto told = options();
  std::vector<std::string> phases;
  told.phase = [&](std::string_view what) { phases.emplace_back(what); };
  EXPECT_EQ(fault_of(rebuild(told)), "");
  EXPECT_THAT(phases,
              testing::ElementsAre("putting the new rows in place of the old ones",
                                   "making the indexes",
                                   "checking the sums",
                                   "making it durable"));
}

TEST_F(RebuildTest, GivesWhatWasThereFromTheEventsAlone) {
  const auto before = schema();
  for (const auto* table : {"transfer", "document", "allocation", "open_due", "trail", "account"})
    doctor(table, std::string("DELETE FROM ") + table);
  ASSERT_NE(fault_of(verify(options())), "");
  const auto report = rebuild(options());
  EXPECT_EQ(fault_of(report), "");
  EXPECT_EQ(report.events, books.last + 2);
  EXPECT_EQ(schema(), before);
  const auto after = verify(options());
  EXPECT_EQ(fault_of(after), "");
  EXPECT_EQ(after.rows, report.rows);
  WriteStore store({folder.file()});
  store.begin(kNow);
  issue(store, store.find_tenant("other").value());
  EXPECT_EQ(store.commit(), CommitOutcome::durable) << "and the writer goes on";
}

TEST_F(RebuildTest, MakesTablesThatAreGoneAltogether) {
  ASSERT_EQ(RawStore(folder.file()).run("DROP TABLE customer_entry; DROP TABLE document"), "");
  EXPECT_THROW(WriteStore({folder.file()}), StoreError);
  EXPECT_EQ(fault_of(rebuild(options())), "");
  EXPECT_EQ(fault_of(verify(options())), "");
}

TEST_F(RebuildTest, ShowsItsProgress) {
  std::vector<std::pair<std::int64_t, std::int64_t>> seen;
  auto with_progress = options();
  with_progress.progress = [&](std::int64_t done, std::int64_t of_all) {
    seen.emplace_back(done, of_all);
  };
  verify(with_progress);
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back(), std::pair(books.last + 2, books.last + 2));
}

TEST_F(RebuildTest, FencesAWriterThatIsStillThere) {
  WriteStore store({folder.file()});
  EXPECT_EQ(fault_of(rebuild(options())), "");
  EXPECT_THROW(store.begin(kNow), Fenced);
}

TEST_F(RebuildTest, LeavesEverythingAsItIsWhereTheEventsThemselvesAreWrong) {
  doctor("event", "UPDATE event SET payload = x'00' WHERE event_key = (1 << 40) | 5");
  const auto report = rebuild(options());
  EXPECT_THAT(fault_of(report), HasSubstr("table event, acme/5, hash"));
  EXPECT_EQ(RawStore(folder.file()).integer("SELECT epoch FROM writer"), 1);
}

TEST_F(RebuildTest, DoesNotTouchAFileThatIsThereAlready) {
  auto into_store = options();
  into_store.scratch_path = folder.file();
  EXPECT_THROW(verify(into_store), StoreError);
  EXPECT_EQ(fault_of(verify(options())), "");
}

TEST_F(RebuildTest, VerifiesWhileAWriterIsInAndBetweenTurns) {
  WriteStore store({folder.file()});
  const auto other = store.find_tenant("other").value();
  auto while_writing = options();
  while_writing.progress = [&](std::int64_t /*done*/, std::int64_t /*of_all*/) {
    if (store.head_position(other) >= 6) return;
    store.begin(kNow);
    issue(store, other);
    EXPECT_EQ(store.commit(), CommitOutcome::durable);
    store.begin(kNow);
    issue(store, other);
    store.rollback();
  };
  store.begin(kNow);
  issue(store, other);
  store.rollback();
  const auto report = verify(while_writing);
  EXPECT_EQ(fault_of(report), "");
  EXPECT_EQ(report.events, books.last + 6) << "it has caught up";
}

// What a person with a shell or a damaged disk might do, and how it is named.
struct Tampering {
  std::string name;
  std::string table;
  std::string sql;
  std::string found;
};

void PrintTo(const Tampering& one, std::ostream* out) { *out << one.name; }

class VerifyFinds : public RebuildTest, public testing::WithParamInterface<Tampering> {};

TEST_P(VerifyFinds, WhatWasTamperedWithAndNamesIt) {
  doctor(GetParam().table, GetParam().sql);
  EXPECT_THAT(fault_of(verify(options())), HasSubstr(GetParam().found));
}

INSTANTIATE_TEST_SUITE_P(
    Each,
    VerifyFinds,
    testing::Values(
        Tampering{"AnAmount",
                  "document",
                  "UPDATE document SET reference = 'PO-2' WHERE sequence = 1 AND kind = 1",
                  "table document, document_key acme/14, reference: stored is PO-2, but it should "
                  "be PO-1"},
        Tampering{"ALine",
                  "document_line",
                  "UPDATE document_line SET quantity = 5 WHERE document_key = (1 << 40) | 14",
                  "table document_line, document_key acme/14, line_no 1, quantity: stored is 5, "
                  "but it should be 1000000000"},
        Tampering{"ACustomersName",
                  "customer_version",
                  "UPDATE customer_version SET name = 'Mallory' WHERE version = 1",
                  "name: stored is Mallory, but it should be Customer C1"},
        Tampering{"AMissingTransfer",
                  "transfer",
                  "DELETE FROM transfer WHERE event_key = (1 << 40) | 14 AND leg = 2",
                  "table transfer, event_key acme/14, leg 2: stored is no row, but it should be a "
                  "row"},
        Tampering{"ATransferTooMany",
                  "transfer",
                  "INSERT INTO transfer VALUES ((1 << 40) | 14, 9, 'EUR', 1, 2, 5)",
                  "table transfer, event_key acme/14, leg 9: stored is a row, but it should be no "
                  "row"},
        Tampering{"ABalance",
                  "account",
                  "UPDATE account SET cash = cash + 5, revenue = revenue - 5 WHERE tenant_id = 1",
                  "table account, tenant_id acme, currency EUR, revenue"},
        Tampering{"AReferenceMadeNothing",
                  "payment",
                  "UPDATE payment SET reference = NULL WHERE reference = 'REF'",
                  "reference: stored is NULL, but it should be REF"},
        Tampering{"AnEventsBytes",
                  "event",
                  "UPDATE event SET payload = x'00' WHERE event_key = (1 << 40) | 9",
                  "table event, acme/9, hash"},
        Tampering{"AnEventsType",
                  "event",
                  "UPDATE event SET type = 5 WHERE event_key = (1 << 40) | 14",
                  "table event, acme/14, type: stored is 5, but it should be 3"},
        Tampering{"AnEventInTheMiddle",
                  "event",
                  "DELETE FROM event WHERE event_key = (1 << 40) | 9",
                  "table event, acme/9, position: stored is 10, but it should be 9"},
        Tampering{"TwoEventsThatChangedPlaces",
                  "event",
                  "UPDATE event SET event_key = 5 WHERE event_key = (1 << 40) | 9; UPDATE event "
                  "SET event_key = (1 << 40) | 9 WHERE event_key = (1 << 40) | 10; UPDATE event "
                  "SET event_key = (1 << 40) | 10 WHERE event_key = 5",
                  "table event, acme/9, hash"},
        Tampering{"ACutOffTail",
                  "event",
                  "DELETE FROM event WHERE event_key = (SELECT max(event_key) FROM event WHERE "
                  "event_key < 2 << 40)",
                  "table books, tenant_id acme, closed_through"}),
    [](const auto& one) { return one.param.name; });

// The fast check when a writer opens the store.
TEST_F(RebuildTest, IsCalledForWhereTheSumsThatAreKeptDoNotAgree) {
  doctor("open_due", "UPDATE open_due SET amount = amount + 1 WHERE due_date = 20030");
  EXPECT_THAT([&] { WriteStore({folder.file()}); },
              testing::ThrowsMessage<StoreError>(
                  HasSubstr("table account, tenant_id acme, currency EUR, receivable")));
}

TEST_F(RebuildTest, IsCalledForWhereTheLastEventDoesNotFollow) {
  doctor("event", "UPDATE event SET payload = x'00' WHERE event_key = (2 << 40) | 2");
  EXPECT_THAT([&] { WriteStore({folder.file()}); },
              testing::ThrowsMessage<StoreError>(HasSubstr("table event, other/2, hash")));
}

}  // namespace
}  // namespace latido::db
