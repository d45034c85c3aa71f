#include "clients/cpp/command/output_file.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::command {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
 protected:
  OutputFileTest() {
    std::string name = (fs::temp_directory_path() / "latido-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    folder_ = name;
  }
  ~OutputFileTest() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::stringstream all;
    all << std::ifstream(path(name)).rdbuf();
    return all.str();
  }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }
  void write(const std::string& name, const std::string& text) const {
    OutputFile file(path(name));
    file.write(text);
    file.close();
  }

 private:
  fs::path folder_;
};

TEST_F(OutputFileTest, IsThereWholeOnceItIsClosedAndNotBefore) {
  put("out", "old");
  {
    OutputFile file(path("out"));
    file.write("half");
    EXPECT_EQ(text("out"), "old");
  }
  EXPECT_EQ(text("out"), "old");
  EXPECT_EQ(files(), 1U);
  write("out", "whole");
  EXPECT_EQ(text("out"), "whole");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFileTest, LeavesAPipeAPipeAndWritesIntoIt) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  write("pipe", "all of it");
  std::array<char, 64> read{};
  const auto size = ::read(reader, read.data(), read.size());
  ::close(reader);
  EXPECT_EQ(std::string(read.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))),
            "all of it");
  EXPECT_TRUE(fs::is_fifo(path("pipe")));
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFileTest, ReplacesWhatASymlinkLeadsToAndNotTheLink) {
  fs::create_directory(path("deep"));
  put("deep/target", "old");
  fs::create_symlink("deep/target", path("second"));
  fs::create_symlink("second", path("first"));
  write("first", "new");
  EXPECT_TRUE(fs::is_symlink(path("first")));
  EXPECT_TRUE(fs::is_symlink(path("second")));
  EXPECT_EQ(text("deep/target"), "new");
}

TEST_F(OutputFileTest, IsMadeWhereASymlinkLeadsToNothingYet) {
  fs::create_symlink("later", path("link"));
  write("link", "new");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(text("later"), "new");
}

TEST_F(OutputFileTest, WritesIntoAPipeBehindASymlink) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  fs::create_symlink("pipe", path("link"));
  const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  write("link", "x");
  char read = 0;
  EXPECT_EQ(::read(reader, &read, 1), 1);
  ::close(reader);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_TRUE(fs::is_fifo(path("pipe")));
}

TEST_F(OutputFileTest, IsRefusedWhereSymlinksGoRoundAndWhereAFolderIs) {
  fs::create_symlink("b", path("a"));
  fs::create_symlink("a", path("b"));
  EXPECT_THROW(write("a", "x"), std::runtime_error);
  EXPECT_TRUE(fs::is_symlink(path("a")));
  fs::create_directory(path("folder"));
  EXPECT_THROW(write("folder", "x"), std::runtime_error);
  EXPECT_EQ(files(), 3U);
}

TEST_F(OutputFileTest, KeepsASecretToItsOwnerAndReplacesNothingByIt) {
  {
    OutputFile file(path("key"), OutputFile::Kind::secret);
    file.write("secret");
    file.close();
  }
  struct stat status {};
  ASSERT_EQ(::stat(path("key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  fs::create_symlink("nowhere", path("link"));
  for (const auto* taken : {"key", "pipe", "link"}) {
    OutputFile again(path(taken), OutputFile::Kind::secret);
    again.write("other");
    EXPECT_THROW(again.close(), std::runtime_error) << taken;
  }
  EXPECT_EQ(text("key"), "secret");
  EXPECT_EQ(files(), 3U);
}

// As a shell names it: /dev/stdout, or >(gzip).
TEST_F(OutputFileTest, GoesIntoAPipeThatHasNoNameOfItsOwn) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  {
    OutputFile file("/proc/self/fd/" + std::to_string(ends[1]));
    file.write("whole");
    file.close();
  }
  std::array<char, 5> got{};
  EXPECT_EQ(::read(ends[0], got.data(), got.size()), 5);
  EXPECT_EQ(std::string(got.data(), got.size()), "whole");
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace latido::command
