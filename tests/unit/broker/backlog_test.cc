#include "broker/backlog.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::broker {
namespace {

TEST(Backlog, CountsAFrameUntilItIsClosed) {
  Backlog backlog;
  const auto count = backlog.of("c");
  const std::string large(5'000, 'x');
  zmq_msg_t frame = counted_frame(large, count);
  EXPECT_EQ(*backlog.of("c"), 5'000U);
  EXPECT_EQ(*backlog.of("other"), 0U);
  EXPECT_EQ(std::string(static_cast<char*>(zmq_msg_data(&frame)), zmq_msg_size(&frame)), large);
  zmq_msg_close(&frame);
  EXPECT_EQ(*count, 0U);
}

TEST(Backlog, LeavesSmallFramesToTheBoundOnMessages) {
  EXPECT_EQ(counted_bytes(std::string(1'024, 'x')), 0U);
  EXPECT_EQ(counted_bytes(std::string(1'025, 'x')), 1'025U);
}

TEST(Backlog, ForgetsPeersThatHaveNothingWaiting) {
  Backlog backlog;
  const auto waits = backlog.of("waits");
  zmq_msg_t frame = counted_frame("x", waits);
  for (int i = 0; i < 10'000; ++i) backlog.of("gone " + std::to_string(i));
  EXPECT_LE(backlog.size(), 100U);
  EXPECT_EQ(*backlog.of("waits"), 1U);
  zmq_msg_close(&frame);
}

}  // namespace
}  // namespace latido::broker
