// A service that does nothing but beat, for tests of the monitor: beating_service NAME ENDPOINT
// [PIPE]. Goes wrong as it is told by lines on its standard input, or from a named pipe:
//   hang       its work loop sleeps and does not come round, until the next "hang"
//   deadlock, spin, device   its work loop waits for a lock, burns CPU time, waits in the kernel
//   mute       no more beats, while echoes are still answered
//   deaf       nothing listens on its port any more, while the process lives
//   lock-all   even the thread that beats waits for a lock, while its port stays open
//   numb       the thread that beats sleeps, while its port stays open
//   leave      its main thread ends, while the others live
//   phase N    it says that it starts (0), serves (1), stands by (2), stops (3)
//   store      its store fails, until the next "store"
//   lag MS     what it reads is so far behind
//   exit N     ends with this code
#include "common/health/beat_codec.h"
#include "common/health/heart.h"
#include "common/health/publisher.h"
#include "common/process/process.h"
#include "tests/support/faults.h"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>

#include <zmq.hpp>

namespace {

using latido::health::Heart;
using std::chrono::milliseconds;
constexpr milliseconds kTurn{10};
constexpr milliseconds kBudget{100};
constexpr milliseconds kNap{200};  // one that wakes up often looks starved on a crowded machine
constexpr int kLastBeats = 10;

enum class Fault { none, hang, deadlock, spin, device, mute, deaf, lock_all, numb, leave };
std::atomic<Fault> fault{Fault::none};
std::atomic<bool> store_fails{false};

void obey(std::istream& commands, Heart& heart) {
  for (std::string word; commands >> word;) {
    if (word == "hang") fault = fault == Fault::hang ? Fault::none : Fault::hang;
    if (word == "deadlock") fault = Fault::deadlock;
    if (word == "spin") fault = Fault::spin;
    if (word == "device") fault = Fault::device;
    if (word == "mute") fault = Fault::mute;
    if (word == "deaf") fault = Fault::deaf;
    if (word == "lock-all") fault = Fault::lock_all;
    if (word == "numb") fault = Fault::numb;
    if (word == "leave") fault = Fault::leave;
    if (word == "store") store_fails = !store_fails;
    int number = 0;
    if (word == "lag" && commands >> number) heart.set_read_lag(milliseconds(number));
    if (word == "phase" && commands >> number) heart.set_phase(latido::health::Phase(number));
    if (word == "exit" && commands >> number) std::_Exit(number);
  }
}

// A pipe that is opened for both ways never ends.
void obey_pipe(const std::string& path, Heart& heart) {
  std::fstream pipe(path);
  obey(pipe, heart);
}

// Until it must go on without its heart.
void work(latido::health::LoopPulse& pulse) {
  pulse.check_with([] {
    if (store_fails) throw std::runtime_error("told to fail");
  });
  while (!latido::process::stop_requested()) {
    switch (fault) {
      case Fault::deadlock:
        latido::test::deadlock();
      case Fault::spin:
        latido::test::spin();
      case Fault::device:
        latido::test::wait_in_kernel();
      case Fault::leave:
        latido::test::leave();
      case Fault::mute:
      case Fault::deaf:
      case Fault::lock_all:
      case Fault::numb:
        return;
      case Fault::hang:
        std::this_thread::sleep_for(kNap);
        break;
      case Fault::none:
        pulse.turn("test work", kBudget);
    }
    std::this_thread::sleep_for(kTurn);
  }
}

latido::health::Beat self_portrait(const std::string& name, const std::string& incarnation) {
  latido::health::Beat self;
  self.service = name;
  self.incarnation = incarnation;
  self.pid = static_cast<std::uint32_t>(::getpid());
  self.start_ticks = latido::process::start_ticks(self.pid);
  self.boot_id = latido::process::boot_id();
  self.interval_ms = 50;
  self.phase = latido::health::Phase::serving;
  self.heart_tid = static_cast<std::uint32_t>(::gettid());
  return self;
}

void answer_echoes(latido::health::Publisher& publisher, const latido::health::Beat& self) {
  while (const auto bytes = publisher.receive()) {
    const auto message = latido::health::decode(*bytes);
    if (!message || !std::holds_alternative<latido::health::EchoRequest>(*message)) continue;
    publisher.send(latido::health::encode(
        latido::health::EchoReply{std::get<latido::health::EchoRequest>(*message).nonce, self}));
  }
}

// On the same port, as the same incarnation, by hand: a few beats more, and then none.
void go_on_by_hand(zmq::context_t& context,
                   const std::string& endpoint,
                   latido::health::Beat self) {
  std::optional<latido::health::Publisher> publisher;
  self.sequence = 1'000'000;
  for (int beats = 0; !latido::process::stop_requested();) {
    try {
      if (!publisher) publisher.emplace(context, endpoint, 100);
      answer_echoes(*publisher, self);
      if (fault != Fault::mute && beats++ % 50 == 0) {
        ++self.sequence;
        publisher->send(latido::health::encode(self));
      }
    } catch (const zmq::error_t&) {  // the heart's socket still closes
    }
    if (beats > kLastBeats * 50 && fault == Fault::numb) latido::test::sleep();
    if (beats > kLastBeats * 50) latido::test::deadlock();
    std::this_thread::sleep_for(milliseconds(1));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return EXIT_FAILURE;
  const std::string name = argv[1];
  const std::string endpoint = argv[2];
  latido::process::install_stop_signals();
  zmq::context_t context;
  std::optional<Heart> heart;
  heart.emplace(context, latido::health::HeartOptions{.service = name, .endpoint = endpoint});
  auto& pulse = heart->add_loop("work");
  heart->set_phase(latido::health::Phase::serving);
  heart->start();
  const std::string pipe = argc > 3 ? argv[3] : "";
  std::thread([&heart, pipe] {
    if (pipe.empty()) obey(std::cin, *heart);
    if (!pipe.empty()) obey_pipe(pipe, *heart);
  }).detach();
  work(pulse);
  const auto self = self_portrait(name, heart->incarnation());
  if (fault != Fault::none) heart.reset();
  if (fault != Fault::none && fault != Fault::deaf) go_on_by_hand(context, endpoint, self);
  while (!latido::process::stop_requested()) std::this_thread::sleep_for(kTurn);
  std::_Exit(EXIT_SUCCESS);  // the thread that reads commands cannot be woken
}
