// A service that does nothing but beat, for tests of the monitor. SIGUSR1: its work loop hangs, and
// goes on at the next one. SIGUSR2: no more beats, while echoes are still answered.
#include "common/health/beat_codec.h"
#include "common/health/heart.h"
#include "common/health/publisher.h"
#include "common/process/process.h"

#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <unistd.h>

#include <zmq.hpp>

namespace {

using latido::health::Heart;
using std::chrono::milliseconds;
constexpr milliseconds kTurn{10};

volatile std::sig_atomic_t hang_toggles = 0;
volatile std::sig_atomic_t mute = 0;

void answer_echoes_only(zmq::context_t& context,
                        const std::string& endpoint,
                        const latido::health::Beat& self) {
  std::optional<latido::health::Publisher> publisher;
  while (!latido::process::stop_requested()) {
    try {
      if (!publisher) publisher.emplace(context, endpoint, 100);
      while (const auto bytes = publisher->receive()) {
        const auto message = latido::health::decode(*bytes);
        if (!message || !std::holds_alternative<latido::health::EchoRequest>(*message)) continue;
        publisher->send(latido::health::encode(latido::health::EchoReply{
            std::get<latido::health::EchoRequest>(*message).nonce, self}));
      }
    } catch (const zmq::error_t&) {  // the heart's socket still closes
    }
    std::this_thread::sleep_for(milliseconds(1));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return EXIT_FAILURE;
  const std::string name = argv[1];
  const std::string endpoint = argv[2];
  latido::process::install_stop_signals();
  std::signal(SIGUSR1, [](int) { hang_toggles = hang_toggles + 1; });
  std::signal(SIGUSR2, [](int) { mute = 1; });
  zmq::context_t context;
  std::optional<Heart> heart;
  heart.emplace(context, latido::health::HeartOptions{.service = name, .endpoint = endpoint});
  auto& pulse = heart->add_loop("work");
  heart->set_phase(latido::health::Phase::serving);
  heart->start();
  while (!latido::process::stop_requested() && mute == 0) {
    if (hang_toggles % 2 == 0) pulse.turn("test work", milliseconds(100));
    std::this_thread::sleep_for(kTurn);
  }
  if (mute == 0) return EXIT_SUCCESS;
  latido::health::Beat self;
  self.service = name;
  self.incarnation = heart->incarnation();
  self.pid = static_cast<std::uint32_t>(::getpid());
  self.start_ticks = latido::process::start_ticks(self.pid);
  self.boot_id = latido::process::boot_id();
  heart.reset();
  answer_echoes_only(context, endpoint, self);
  return EXIT_SUCCESS;
}
