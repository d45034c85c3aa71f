#include "bench/sides.h"

#include "common/messaging/worker.h"

#include <vector>

#include <zmq.hpp>

namespace latido::bench {

void run_proxy(const std::string& front, const std::string& back) {
  zmq::context_t context;
  zmq::socket_t router(context, zmq::socket_type::router);
  zmq::socket_t dealer(context, zmq::socket_type::dealer);
  router.bind(front);
  dealer.bind(back);
  zmq::proxy(router, dealer);
}

void run_plain_echo(const std::string& endpoint) {
  zmq::context_t context;
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.connect(endpoint);
  std::vector<zmq::message_t> frames;
  for (;;) {
    frames.clear();
    do {
      frames.emplace_back();
      (void)socket.recv(frames.back());
    } while (frames.back().more());
    for (std::size_t i = 0; i < frames.size(); ++i) {
      socket.send(frames[i],
                  i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }
  }
}

void run_worker_echo(const std::string& broker, const std::string& service) {
  constexpr std::size_t kCredits = 256;
  zmq::context_t context;
  messaging::Worker worker(context, {.broker = broker, .service = service, .credits = kCredits});
  for (;;) {
    for (const auto& request : worker.receive(kCredits, std::chrono::milliseconds(100))) {
      worker.reply(request.token, request.body);
    }
  }
}

}  // namespace latido::bench
