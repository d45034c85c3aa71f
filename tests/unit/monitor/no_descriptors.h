#pragma once

#include <sys/resource.h>

#include <gtest/gtest.h>

namespace latido::monitor {

// While it lives, this process gets no new descriptor (EMFILE).
class NoDescriptors {
 public:
  NoDescriptors() {
    EXPECT_EQ(::getrlimit(RLIMIT_NOFILE, &old_), 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = old_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &old_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit old_{};
};

}  // namespace latido::monitor
