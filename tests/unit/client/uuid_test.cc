#include "clients/cpp/uuid.h"

#include <gtest/gtest.h>

namespace latido::client {

// RFC 9562, appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00.
TEST(UuidV7, IsTheExampleOfTheRfc) {
  EXPECT_EQ(uuid_v7(0x017F22E279B0, "cc318c4dc0c0c07398f"), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(UuidV7, HasTheVariantWhateverTheRandomDigit) {
  EXPECT_EQ(uuid_v7(0, "000f000000000000000").at(19), 'b');
  EXPECT_EQ(uuid_v7(0, "0000000000000000000").at(19), '8');
}

TEST(UuidV7, OfALaterTimeSortsLater) {
  EXPECT_LT(uuid_v7(0xFF, "fffffffffffffffffff"), uuid_v7(0x100, "0000000000000000000"));
}

TEST(NewKey, IsAnotherEachTime) { EXPECT_NE(new_key(), new_key()); }

}  // namespace latido::client
