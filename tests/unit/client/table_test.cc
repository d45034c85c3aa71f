#include "clients/cpp/command/table.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

constexpr Style kPlain{};
constexpr Style kTerminal{.rules = true, .color = true};

Table amounts() {
  Table table({{"NAME"}, {"AMOUNT", Align::right}});
  table.add({"hammer", "9.90"});
  table.add({{"saw", Color::red}, "120.00"});
  return table;
}

}  // namespace

TEST(Table, LinesUpItsColumns) {
  EXPECT_EQ(amounts().text(kPlain),
            "NAME    AMOUNT\n"
            "hammer    9.90\n"
            "saw     120.00\n");
}

TEST(Table, HasARuleAndColoursOnATerminal) {
  EXPECT_EQ(amounts().text(kTerminal),
            "\x1b[1mNAME\x1b[0m    \x1b[1mAMOUNT\x1b[0m\n"
            "------  ------\n"
            "hammer    9.90\n"
            "\x1b[31msaw\x1b[0m     120.00\n");
}

TEST(Table, WithoutRowsIsItsTitles) {
  const Table table({{"A"}, {"B"}});
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.text(kPlain), "A  B\n");
}

TEST(Table, CountsCharactersNotBytes) {
  Table table({{"NAME"}, {"N"}});
  table.add({"Ni\xc3\xb1o", "1"});
  table.add({"Abcd", "2"});
  EXPECT_EQ(table.text(kPlain),
            "NAME  N\n"
            "Ni\xc3\xb1o  1\n"
            "Abcd  2\n");
}

TEST(Table, HasNoBlanksAtTheEndOfALine) {
  Table table({{"A"}, {"LONG"}});
  table.add({"1", ""});
  EXPECT_EQ(table.text(kPlain), "A  LONG\n1\n");
}

// RFC 4180: CRLF, quotes doubled, nothing shortened or coloured.
TEST(Table, AsCsvKeepsEveryCharacter) {
  Table table({{"STILL DUE", Align::right}, {"NAME"}});
  table.add({{"-5.00", Color::red}, "Hammer, \"500\" g"});
  table.add({"", "two\nlines"});
  EXPECT_EQ(table.csv(),
            "still_due,name\r\n"
            "-5.00,\"Hammer, \"\"500\"\" g\"\r\n"
            ",\"two\nlines\"\r\n");
}

TEST(Facts, LineUpAndLeaveOutWhatHasNoValue) {
  EXPECT_EQ(facts({{"Id", "inv-7"}, {"A very long one", ""}, {"Number", "F-1"}}, kPlain),
            "Id      inv-7\n"
            "Number  F-1\n");
}

TEST(Printable, LetsNothingSteerTheTerminal) {
  EXPECT_EQ(printable("a\x1b[31mb\nc\x7f"), "a?[31mb?c?");
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m"),
            "?31m");
  EXPECT_EQ(printable("\xc2\xa3 \xc3\x9b"), "\xc2\xa3 \xc3\x9b");
}

}  // namespace latido::command
