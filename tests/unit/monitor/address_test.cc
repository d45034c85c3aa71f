#include "monitor/address.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

TEST(Resolve, TakesOnlyATcpEndpointWithHostAndPort) {
  EXPECT_EQ(resolve("tcp://127.0.0.1:5001").value().port, 5001);
  EXPECT_TRUE(resolve("tcp://[::1]:5001").value().is_ipv6());
  EXPECT_FALSE(resolve("tcp://localhost:5001").value().is_ipv6()) << "it has both";
  for (const std::string bad : {"",
                                "tcp://",
                                "tcp://:1",
                                "127.0.0.1:5001",
                                "tcp://127.0.0.1",
                                "tcp://127.0.0.1:0",
                                "tcp://127.0.0.1:70000",
                                "tcp://127.0.0.1:5x",
                                "tcp://127.0.0.1:*",
                                "ipc:///tmp/x"}) {
    EXPECT_FALSE(resolve(bad)) << bad;
  }
}

TEST(EndpointOf, NamesTheAddressByItsNumbersSoThatNoResolverIsAskedAgain) {
  EXPECT_EQ(endpoint_of(resolve("tcp://localhost:5001").value()), "tcp://127.0.0.1:5001");
  EXPECT_EQ(endpoint_of(resolve("tcp://[::1]:5001").value()), "tcp://[::1]:5001");
}

}  // namespace
}  // namespace latido::monitor
