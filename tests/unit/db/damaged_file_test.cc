// Bytes that change below SQLite, as on a failing disk, in what no walk over the tables reads.
#include "db/rebuild.h"
#include "tests/unit/db/support/lively_books.h"
#include "tests/unit/db/support/sample.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

constexpr auto kNumberIndex = "sqlite_autoindex_document_1";  // UNIQUE (tenant_id, number)

struct Page {
  std::size_t at = 0;  // in the file
  std::size_t size = 0;
};

// Where the index is: one page, since it is small. All of the store is in its file afterwards.
Page page_of_index(const std::string& path) {
  RawStore raw(path);
  raw.text("PRAGMA wal_checkpoint(TRUNCATE)");
  const auto size = static_cast<std::size_t>(raw.integer("PRAGMA page_size"));
  const auto number = static_cast<std::size_t>(raw.integer(
      std::string("SELECT rootpage FROM sqlite_schema WHERE name = '") + kNumberIndex + "'"));
  return {.at = (number - 1) * size, .size = size};
}

std::string read_file(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

// Changes the first byte of `text` within the page.
void damage(const std::string& path, const Page& page, const std::string& text) {
  auto bytes = read_file(path);
  const auto at = bytes.substr(page.at, page.size).find(text);
  if (at == std::string::npos) throw std::runtime_error("the index does not have " + text);
  bytes[page.at + at] ^= 1;
  std::ofstream(path, std::ios::binary) << bytes;
}

class VerifyOfADamagedFile : public testing::Test {
 protected:
  VerifyOfADamagedFile() {
    WriteStore store({folder.file()});
    books = write_lively_books(store);
  }

  std::string fault() {
    const auto report = verify(
        {.store_path = folder.file(), .scratch_path = folder.file("scratch"), .decode = decode});
    return report.fault ? report.fault->text() : "";
  }
  bool finds(const std::string& number) {
    return ReadStore(folder.file()).invoice_by_number(books.tenant, number).has_value();
  }

  TempFolder folder;
  LivelyBooks books;
};

TEST_F(VerifyOfADamagedFile, NamesTheIndexWhoseInvoiceIsNotFoundByItsNumber) {
  const auto number = RawStore(folder.file()).text("SELECT number FROM document WHERE kind = 1");
  ASSERT_TRUE(finds(number));
  ASSERT_EQ(fault(), "");
  damage(folder.file(), page_of_index(folder.file()), number);
  EXPECT_FALSE(finds(number));
  EXPECT_THAT(fault(), AllOf(HasSubstr("PRAGMA integrity_check"), HasSubstr(kNumberIndex)));
}

TEST_F(VerifyOfADamagedFile, IsMendedByARebuild) {
  damage(folder.file(), page_of_index(folder.file()), "A-");
  const auto report = rebuild(
      {.store_path = folder.file(), .scratch_path = folder.file("scratch"), .decode = decode});
  EXPECT_FALSE(report.fault);
  EXPECT_EQ(fault(), "");
}

}  // namespace
}  // namespace latido::db
