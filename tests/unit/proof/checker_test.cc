#include "common/proof/checker.h"

#include "common/chain.h"
#include "common/proof/writer.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::proof {
namespace {

using ::testing::HasSubstr;
using Lines = std::vector<std::string>;

const SigningKey& key() {
  static const auto kKey = SigningKey::generate();
  return kKey;
}

// A chain of three events, signed: header, events 1 to 3, head.
Lines bundle(const SigningKey& signer = key(), const std::string& second = "second") {
  BundleWriter writer("acme");
  Lines lines{writer.header()};
  Sha256 hash = chain_start("acme");
  std::uint64_t position = 0;
  for (const auto& payload : {std::string("first"), second, std::string("third")}) {
    hash = chain_next(as_bytes(hash), ++position, payload);
    lines.push_back(writer.event({position, hash, payload}));
  }
  lines.push_back(writer.head(signer, 1'773'144'000'000));
  return lines;
}

Report check(const Lines& lines, std::optional<PublicKey> expected = std::nullopt) {
  std::string text;
  for (const auto& line : lines) text += line;
  std::istringstream in(text);
  return check_bundle(in, expected);
}

}  // namespace

TEST(CheckBundle, FindsNothingInOneThatIsWhole) {
  const auto report = check(bundle(), key().public_key());
  EXPECT_EQ(report.fault, "");
  EXPECT_EQ(report.events, 3U);
  EXPECT_EQ(report.head.tenant, "acme");
  EXPECT_EQ(report.head.position, 3U);
}

TEST(CheckBundle, TakesBooksWithoutEvents) {
  const BundleWriter writer("acme");
  EXPECT_TRUE(check({writer.header(), writer.head(key(), 1)}).intact());
}

TEST(CheckBundle, NamesTheEventWhoseBytesWereChanged) {
  auto lines = bundle();
  const auto other = bundle(key(), "Second");
  lines[2] =
      lines[2].substr(0, lines[2].find("payload")) + other[2].substr(other[2].find("payload"));
  const auto report = check(lines);
  EXPECT_THAT(report.fault, HasSubstr("Event 2 is not the one that was written"));
  EXPECT_EQ(report.line, 3U);
}

TEST(CheckBundle, SeesSwappedAndMissingEvents) {
  auto lines = bundle();
  std::swap(lines[1], lines[2]);
  EXPECT_THAT(check(lines).fault, HasSubstr("Event 2 stands where event 1 belongs"));
  lines = bundle();
  lines.erase(lines.begin() + 2);
  EXPECT_THAT(check(lines).fault, HasSubstr("Event 3 stands where event 2 belongs"));
}

TEST(CheckBundle, SeesATailThatWasCutOff) {
  auto lines = bundle();
  lines.pop_back();
  EXPECT_THAT(check(lines).fault, HasSubstr("cut off after event 3"));
  lines = bundle();
  lines.erase(lines.begin() + 3);
  EXPECT_THAT(check(lines).fault, HasSubstr("the tail was cut off"));
}

TEST(CheckBundle, SeesEventsThatWereWrittenAnewUnderTheOldHead) {
  auto lines = bundle(key(), "forged");
  lines.back() = bundle().back();
  EXPECT_THAT(check(lines).fault, HasSubstr("events were changed"));
}

TEST(CheckBundle, SeesAnotherKeyWhereOneIsExpected) {
  const auto other = SigningKey::generate();
  EXPECT_THAT(check(bundle(other), key().public_key()).fault, HasSubstr("another key"));
  EXPECT_TRUE(check(bundle(other)).intact());
}

TEST(CheckBundle, SeesAHeadThatWasChanged) {
  auto lines = bundle();
  const auto time = lines.back().find("1773144000000");
  lines.back()[time] = '2';
  EXPECT_THAT(check(lines).fault, HasSubstr("signature"));
}

TEST(CheckBundle, SeesAnythingBehindTheHead) {
  auto lines = bundle();
  lines.push_back(lines[1]);
  EXPECT_THAT(check(lines).fault, HasSubstr("behind the head"));
}

TEST(CheckBundle, SeesEveryByteThatIsChangedOrCutOff) {
  std::string whole;
  for (const auto& line : bundle()) whole += line;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    std::istringstream in(changed);
    EXPECT_FALSE(check_bundle(in, key().public_key()).intact()) << i;
    std::istringstream cut(whole.substr(0, i));
    // The last line break alone says nothing.
    EXPECT_EQ(check_bundle(cut, key().public_key()).intact(), i + 1 == whole.size()) << i;
  }
}

TEST(CheckBundle, KeepsNoMoreThanOneLineInMemory) {
  std::istringstream in(std::string(kLineBytesMax + 10, 'x'));
  EXPECT_THAT(check_bundle(in).fault, HasSubstr("longer than any"));
  std::istringstream nothing;
  EXPECT_THAT(check_bundle(nothing).fault, HasSubstr("empty"));
}

TEST(WriteBundle, RefusesAChainThatIsBroken) {
  BundleWriter writer("acme");
  EXPECT_THROW(writer.event({2, chain_start("acme"), "x"}), BrokenChain);
  EXPECT_THROW(writer.event({1, chain_start("acme"), "x"}), BrokenChain);
}

}  // namespace latido::proof
