#include "common/proof/bundle.h"

#include "common/proof/text.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::proof {

// RFC 8032, section 7.1, test 1: the key pair and the signature of no bytes.
TEST(SigningKey, IsEd25519) {
  const auto key =
      SigningKey::from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  ASSERT_TRUE(key);
  EXPECT_EQ(hex_of(key->public_key()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(
      hex_of(key->sign("")),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
      "f9b46bd25bf5f0595bbe24655141438e7a100b");
  EXPECT_TRUE(verifies(key->public_key(), key->sign("abc"), "abc"));
  EXPECT_FALSE(verifies(key->public_key(), key->sign("abc"), "abd"));
}

TEST(SigningKey, IsReadFromItsSeedAndNothingElse) {
  const auto key = SigningKey::generate();
  EXPECT_EQ(SigningKey::from_hex(key.seed_hex() + "\n")->public_key(), key.public_key());
  EXPECT_FALSE(SigningKey::from_hex(""));
  EXPECT_FALSE(SigningKey::from_hex(key.seed_hex().substr(1)));
  EXPECT_FALSE(SigningKey::from_hex(key.seed_hex() + "00"));
}

TEST(Bundle, LinesAreReadAsTheyWereWritten) {
  EXPECT_EQ(read_header_line(header_line("acme")), "acme");
  const EventLine event{7, sha256({"x"}), std::string("\0\xFFpayload", 9)};
  const auto read = read_event_line(event_line(event));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->position, 7U);
  EXPECT_EQ(read->hash, event.hash);
  EXPECT_EQ(read->payload, event.payload);
  const Head head{"acme", 7, sha256({"x"}), 1'773'144'000'000, {1}, {2}};
  const auto head_read = read_head_line(head_line(head));
  ASSERT_TRUE(head_read);
  EXPECT_EQ(head_read->tenant, "acme");
  EXPECT_EQ(head_read->position, 7U);
  EXPECT_EQ(head_read->exported_at_unix_ms, 1'773'144'000'000);
  EXPECT_EQ(head_read->signature, head.signature);
}

TEST(Bundle, LinesOfAnyOtherShapeAreNotRead) {
  const std::string hash(64, 'a');
  const std::vector<std::string> others{
      std::string(),
      std::string("{"),
      std::string("null"),
      R"({"position":01,"hash":")" + hash + R"(","payload":""})",
      R"({"position":-1,"hash":")" + hash + R"(","payload":""})",
      R"({"position": 1,"hash":")" + hash + R"(","payload":""})",
      R"({"position":1,"hash":"a","payload":""})",
      R"({"position":99999999999999999999,"hash":")" + hash + R"(","payload":""})",
      R"({"position":1,"hash":")" + hash + R"(","payload":""} )"};
  for (const auto& line : others) {
    EXPECT_FALSE(read_event_line(line)) << line;
  }
  EXPECT_TRUE(read_event_line(R"({"position":1,"hash":")" + hash + R"(","payload":""})"));
  EXPECT_FALSE(read_header_line(R"({"format":"latido-proof-1","tenant":"A B"})"));
  EXPECT_FALSE(read_header_line(R"({"format":"latido-proof-2","tenant":"a"})"));
}

TEST(Bundle, WhatIsSignedIsAsDocumented) {
  Head head{"ab", 258, {}, 1, {}, {}};
  head.hash.fill(9);
  EXPECT_EQ(
      signed_bytes(head),
      std::string("latido proof 1\0ab\0\0\0\0\0\0\0\1\2\0\0\0\0\0\0\0\1", 34) + std::string(32, 9));
}

}  // namespace latido::proof
