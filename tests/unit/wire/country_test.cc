#include "common/country.h"

#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace latido {
namespace {

// tzdata's table of ISO 3166-1.
std::set<std::string> codes_of_tzdata() {
  std::ifstream in("/usr/share/zoneinfo/iso3166.tab");
  std::set<std::string> codes;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('#') && line.size() > 2) codes.insert(line.substr(0, 2));
  }
  return codes;
}

TEST(Country, IsOneOfIso3166OrOneOfTheTwoThatEn16931Adds) {
  auto expected = codes_of_tzdata();
  ASSERT_FALSE(expected.empty()) << "install tzdata (packages.txt)";
  expected.insert({"1A", "XI"});
  std::set<std::string> taken;
  const std::string letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const char first : letters) {
    for (const char second : letters) {
      const std::string code{first, second};
      if (is_country(code)) taken.insert(code);
    }
  }
  EXPECT_EQ(taken, expected);
}

TEST(Country, IsNothingElse) {
  for (const auto* text : {"", "D", "de", "DEU", "ZZ", "EL", "UK", "EU", "A1"}) {
    EXPECT_FALSE(is_country(text)) << text;
  }
}

}  // namespace
}  // namespace latido
