// What the write turn makes of a store that refuses, is held, or breaks.
#include "comandos/command_service.h"
#include "tests/unit/db/support/fault_vfs.h"
#include "tests/unit/services/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

namespace latido::comandos {
namespace {

using testing::HasSubstr;
using namespace latido::test;

std::string issue(const std::string& note) {
  std::string body = kIssue;
  body.insert(body.find(R"("lines")"), R"("note":")" + note + R"(",)");
  return body;
}

// Another program at the same file, as a person's shell would be.
class OtherProgram {
 public:
  explicit OtherProgram(const std::string& path) { sqlite3_open(path.c_str(), &db_); }
  ~OtherProgram() { sqlite3_close(db_); }
  OtherProgram(const OtherProgram&) = delete;
  OtherProgram& operator=(const OtherProgram&) = delete;

  void run(const char* sql) {
    EXPECT_EQ(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db_);
  }

 private:
  sqlite3* db_ = nullptr;
};

void set_up_books(CommandService& service) {
  ask(service, command("s", kSeries));
  ask(service, command("c", kCustomer));
}

TEST(BrokenStore, RefusesAloneTheCommandThatRunsIntoThePromiseOfTheSchema) {
  const TempFolder folder;
  db::WriteStore store({.path = folder.store()});
  int asked_alive = 0;
  CommandService service(store, [&] { ++asked_alive; });
  set_up_books(service);
  OtherProgram(folder.store())
      .run(
          "CREATE TRIGGER no_booms BEFORE INSERT ON document WHEN NEW.note = 'boom'"
          " BEGIN SELECT RAISE(ROLLBACK, 'no booms'); END");
  asked_alive = 0;
  const auto answers = service.turn({request(command("1", issue("a")), "a"),
                                     request(command("2", issue("boom")), "b"),
                                     request(command("3", issue("c")), "c"),
                                     request(command("s", kSeries), "d")},
                                    kNow);
  EXPECT_THAT(answers.at(0).body.back(), HasSubstr(R"("number":"A-1")"));
  EXPECT_THAT(answers.at(1).body.back(), HasSubstr(R"("code":"INTERNAL")"));
  EXPECT_THAT(answers.at(2).body.back(), HasSubstr(R"("number":"A-2")"));
  EXPECT_THAT(answers.at(3).body.back(), HasSubstr(R"("done")"));
  EXPECT_GE(asked_alive, 2 + 4) << "until the batch failed, and for each command alone";
  EXPECT_THAT(ask(service, command("2", R"("commandStatus":null)")), HasSubstr(R"("unknown")"));
}

TEST(BrokenStore, ThatAnotherProgramHoldsRefusesTheWholeBatchAsBusy) {
  const TempFolder folder;
  db::WriteStore store({.path = folder.store()});
  CommandService service(store);
  set_up_books(service);
  OtherProgram shell(folder.store());
  shell.run("BEGIN IMMEDIATE");
  const std::string line = "LTD1 trace=x";
  const auto answers =
      service.turn({request(command("1", kIssue)), {"b", {line, command("s", kSeries)}}}, kNow);
  EXPECT_THAT(answers.at(0).body.back(), HasSubstr(R"("code":"BUSY")"));
  EXPECT_THAT(answers.at(1).body.back(), HasSubstr(R"("code":"BUSY")"));
  EXPECT_EQ(answers.at(1).body.front(), "LTD1 trace=x replayed=0");
  shell.run("ROLLBACK");
  EXPECT_THAT(ask(service, command("1", kIssue)), HasSubstr(R"("number":"A-1")"));
}

TEST(BrokenStore, WhoseFsyncFailsAnswersNobodyAndEndsTheProcess) {
  const TempFolder folder;
  db::test::FaultDisk disk;
  db::WriteStore store({.path = folder.store()});
  CommandService service(store);
  set_up_books(service);
  disk.on_call = [](db::test::FaultDisk::Call call, std::uint64_t, const std::string&) {
    return call == db::test::FaultDisk::Call::sync ? SQLITE_IOERR_FSYNC : SQLITE_OK;
  };
  EXPECT_THROW(service.turn({request(command("1", kIssue))}, kNow), OutcomeUnknown);
  disk.on_call = {};
  EXPECT_THROW(service.turn({request(command("2", kIssue))}, kNow), OutcomeUnknown);
}

TEST(LateRequest, IsStillToldWhatItsEarlierCopyDid) {
  const TempFolder folder;
  db::WriteStore store({.path = folder.store()});
  CommandService service(store);
  set_up_books(service);
  const auto done = ask(service, command("1", kIssue));
  const auto late = service.turn({{"t", {"LTD1 deadline=1", command("1", kIssue)}}}, kNow);
  EXPECT_EQ(late.at(0).body.back(), done);
  EXPECT_THAT(late.at(0).body.front(), HasSubstr("replayed=1"));
}

TEST(MadeUpTenant, LeavesNoTrace) {
  const TempFolder folder;
  db::WriteStore store({.path = folder.store()});
  CommandService service(store);
  EXPECT_THAT(ask(service, command("1", kIssue, "ghost")), HasSubstr("UNKNOWN_TENANT"));
  EXPECT_FALSE(store.find_tenant("ghost"));
}

}  // namespace
}  // namespace latido::comandos
