// A worker for tests: gives each payload back. Told "die", it does so at once, without a word. With
// --nap-ms it sleeps before it answers a batch, and says nothing meanwhile: a write turn on a slow
// disk.
#include "common/messaging/worker.h"
#include "common/process/process.h"

#include <cstdlib>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <zmq.hpp>

namespace {

void serve(latido::messaging::Worker& worker, std::chrono::milliseconds nap) {
  constexpr std::size_t kBatch = 64;
  constexpr std::chrono::milliseconds kWait{50};
  while (!latido::process::stop_requested()) {
    const auto requests = worker.receive(kBatch, kWait);
    if (!requests.empty()) std::this_thread::sleep_for(nap);
    for (const latido::messaging::Request& request : requests) {
      if (request.body.back() == "die") std::_Exit(EXIT_FAILURE);
      worker.reply(request.token, {request.body.back()});
    }
  }
  worker.leave();
}

}  // namespace

int main(int argc, char** argv) {
  latido::process::install_stop_signals();
  latido::messaging::WorkerOptions options;
  CLI::App app("Echo worker for tests");
  app.add_option("--broker", options.broker);
  app.add_option("--service", options.service)->required();
  app.add_option("--credits", options.credits);
  app.add_flag("--sole", options.sole);
  int nap_ms = 0;
  app.add_option("--nap-ms", nap_ms);
  CLI11_PARSE(app, argc, argv);
  zmq::context_t context;
  latido::messaging::Worker worker(context, options);
  serve(worker, std::chrono::milliseconds(nap_ms));
  return EXIT_SUCCESS;
}
