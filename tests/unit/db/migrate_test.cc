#include "db/migrate.h"

#include "tests/unit/db/support/sample.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Migrate, MakesAnEmptyFileAStoreOfTheLastVersion) {
  test::TempFolder folder;
  { const WriteStore store({folder.file()}); }
  test::RawStore raw(folder.file());
  const auto last = static_cast<std::int64_t>(all_migrations().size());
  EXPECT_EQ(raw.integer("PRAGMA user_version"), last);
  EXPECT_EQ(raw.integer("SELECT count(*) FROM migration"), last);
  EXPECT_EQ(raw.text("SELECT name FROM migration WHERE version = 1"), "0001_log");
}

TEST(Migrate, KeepsWhatIsInAnExistingStoreAndAddsOnlyWhatIsNew) {
  test::TempFolder folder;
  Connection db(folder.file(), Access::read_write);
  const std::array first{
      Migration{1, "0001_one", "CREATE TABLE one (x INTEGER); INSERT INTO one VALUES (7)"}};
  const std::array both{first[0],
                        Migration{2, "0002_two", "ALTER TABLE one ADD COLUMN y INTEGER DEFAULT 5"}};
  migrate(db, first);
  migrate(db, both);
  migrate(db, both);
  EXPECT_EQ(db.integer("SELECT x * 10 + y FROM one"), 75);
  EXPECT_EQ(db.integer("PRAGMA user_version"), 2);
  EXPECT_EQ(db.integer("SELECT count(*) FROM migration"), 2);
}

TEST(Migrate, LeavesTheStoreAsItWasWhereOneFails) {
  test::TempFolder folder;
  Connection db(folder.file(), Access::read_write);
  const std::array good{Migration{1, "0001_one", "CREATE TABLE one (x INTEGER)"}};
  const std::array bad{
      good[0],
      Migration{2, "0002_bad", "CREATE TABLE two (x INTEGER); INSERT INTO nowhere VALUES (1)"}};
  migrate(db, good);
  EXPECT_THROW(migrate(db, bad), StoreError);
  EXPECT_EQ(db.integer("PRAGMA user_version"), 1);
  EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'two'"), 0);
}

TEST(Migrate, RefusesAStoreThatANewerProgramMade) {
  test::TempFolder folder;
  { const WriteStore store({folder.file()}); }
  ASSERT_EQ(test::RawStore(folder.file()).run("PRAGMA user_version = 999"), "");
  const auto newer = ThrowsMessage<StoreError>(HasSubstr("version 999, made by a newer Latido"));
  EXPECT_THAT([&] { WriteStore({folder.file()}); }, newer);
  EXPECT_THAT([&] { ReadStore(folder.file()); }, newer);
}

// Such a store says that it has this version, and a write into it would corrupt it.
TEST(Migrate, RefusesAStoreOfADevelopmentVersionWithOtherTables) {
  test::TempFolder folder;
  ASSERT_EQ(test::RawStore(folder.file())
                .run("PRAGMA application_id = 1280590896; PRAGMA user_version = 1; CREATE TABLE "
                     "migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT; CREATE "
                     "TABLE event (event_key INTEGER PRIMARY KEY, body BLOB)"),
            "");
  EXPECT_THAT([&] { WriteStore({folder.file()}); },
              ThrowsMessage<StoreError>(HasSubstr("choose another path")));
  EXPECT_EQ(test::RawStore(folder.file()).integer("PRAGMA user_version"), 1) << "as it was";
}

TEST(Migrate, RefusesAStoreWhoseColumnsAreOtherOnes) {
  test::TempFolder folder;
  { const WriteStore store({folder.file()}); }
  ASSERT_EQ(test::RawStore(folder.file()).run("ALTER TABLE payment ADD COLUMN extra INTEGER"), "");
  const auto other = ThrowsMessage<StoreError>(HasSubstr("this program's table payment ("));
  EXPECT_THAT([&] { WriteStore({folder.file()}); }, other);
  EXPECT_THAT([&] { ReadStore(folder.file()); }, other);
}

TEST(Migrate, DoesNotWriteWhereAGuardIsMissing) {
  test::TempFolder folder;
  { const WriteStore store({folder.file()}); }
  ASSERT_EQ(test::RawStore(folder.file()).run("DROP TRIGGER document_frozen"), "");
  EXPECT_THAT([&] { WriteStore({folder.file()}); },
              ThrowsMessage<StoreError>(HasSubstr("trigger document_frozen")));
  EXPECT_NO_THROW(ReadStore(folder.file())) << "reading needs none";
}

TEST(Migrate, DoesNotWriteWhereAGuardDoesNothingAnyMore) {
  test::TempFolder folder;
  { const WriteStore store({folder.file()}); }
  ASSERT_EQ(
      test::RawStore(folder.file())
          .run("DROP TRIGGER document_frozen; CREATE TRIGGER document_frozen BEFORE UPDATE ON "
               "document BEGIN SELECT 1; END"),
      "");
  EXPECT_THAT([&] { WriteStore({folder.file()}); },
              ThrowsMessage<StoreError>(HasSubstr("trigger document_frozen is altered")));
  EXPECT_NO_THROW(ReadStore(folder.file()));
}

TEST(Migrate, TakesAGuardThatDiffersInWhiteSpaceAlone) {
  test::TempFolder folder;
  { const WriteStore store({folder.file()}); }
  test::RawStore raw(folder.file());
  const auto spaced = raw.text(
      "SELECT replace(replace(sql, ' ', char(10)), char(10), char(10, 32, 9)) FROM sqlite_schema "
      "WHERE name = 'document_frozen'");
  ASSERT_EQ(raw.run("DROP TRIGGER document_frozen; " + spaced), "");
  EXPECT_NO_THROW(WriteStore({folder.file()}));
}

TEST(Migrate, RefusesADatabaseOfSomethingElse) {
  test::TempFolder folder;
  ASSERT_EQ(test::RawStore(folder.file()).run("CREATE TABLE photos (x)"), "");
  EXPECT_THAT([&] { WriteStore({folder.file()}); },
              ThrowsMessage<StoreError>(HasSubstr("not a Latido store")));
  EXPECT_EQ(test::RawStore(folder.file()).integer("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST(Migrate, RefusesAFileThatIsNoDatabase) {
  test::TempFolder folder;
  FILE* file = std::fopen(folder.file().c_str(), "w");
  std::fputs(std::string(5'000, 'x').c_str(), file);
  std::fclose(file);
  EXPECT_THROW(WriteStore({folder.file()}), StoreError);
}

TEST(ReadStore, IsRefusedWhereThereIsNoStoreYet) {
  test::TempFolder folder;
  EXPECT_THROW(ReadStore(folder.file()), StoreError);
}

}  // namespace
}  // namespace latido::db
