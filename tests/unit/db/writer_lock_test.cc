#include "db/store.h"
#include "tests/unit/db/support/sample.h"

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::db {
namespace {

TEST(WriterLock, IsRefusedToASecondTakerAndFreeAgainOnceDropped) {
  test::TempFolder folder;
  auto first = WriterLock::try_take(folder.file());
  ASSERT_TRUE(first);
  EXPECT_FALSE(WriterLock::try_take(folder.file()));
  first.reset();
  EXPECT_TRUE(WriterLock::try_take(folder.file()));
}

TEST(WriterLock, MovesWithoutBeingDropped) {
  test::TempFolder folder;
  auto first = WriterLock::try_take(folder.file());
  const WriterLock moved = std::move(*first);
  first.reset();
  EXPECT_FALSE(WriterLock::try_take(folder.file()));
}

TEST(WriterLock, IsFreedByTheKernelWhenItsHolderIsKilled) {
  test::TempFolder folder;
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe(ready.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = WriterLock::try_take(folder.file());
    [[maybe_unused]] const auto told = ::write(ready[1], lock ? "y" : "n", 1);
    for (;;) ::pause();
  }
  char taken = 0;
  ASSERT_EQ(::read(ready[0], &taken, 1), 1);
  EXPECT_EQ(taken, 'y');
  EXPECT_FALSE(WriterLock::try_take(folder.file()));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(WriterLock::try_take(folder.file()));
}

TEST(WriterLock, SaysWhereItsFileCannotBeMade) {
  EXPECT_THROW(WriterLock::try_take("/nonexistent/folder/store"), StoreError);
}

}  // namespace
}  // namespace latido::db
