#include "tests/support/faults.h"

#include <csignal>
#include <cstdlib>
#include <mutex>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace latido::test {

void deadlock() {
  static std::timed_mutex taken;
  static std::mutex wanted;
  std::thread([] {
    wanted.lock();
    taken.lock();
    for (;;) ::pause();
  }).detach();
  while (taken.try_lock()) taken.unlock();
  wanted.lock();
  std::abort();
}

void spin() {
  volatile unsigned turns = 0;
  for (;;) turns = turns + 1;
}

void sleep() {
  for (;;) ::pause();
}

void leave() {
  ::syscall(SYS_exit, 0);
  std::abort();
}

// The parent of a vfork() waits in the kernel, in state D, until the child is through: never. The
// child goes with it.
void wait_in_kernel() {
  if (::vfork() == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) ::pause();
  }
  std::abort();
}

}  // namespace latido::test
