// A worker for tests: gives each payload back. Told "die", it does so at once, without a word.
#include "common/messaging/worker.h"
#include "common/process/process.h"

#include <cstdlib>
#include <string>

#include <CLI/CLI.hpp>
#include <zmq.hpp>

namespace {

void serve(latido::messaging::Worker& worker) {
  constexpr std::size_t kBatch = 64;
  constexpr std::chrono::milliseconds kWait{50};
  while (!latido::process::stop_requested()) {
    for (const latido::messaging::Request& request : worker.receive(kBatch, kWait)) {
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
  CLI11_PARSE(app, argc, argv);
  zmq::context_t context;
  latido::messaging::Worker worker(context, options);
  serve(worker);
  return EXIT_SUCCESS;
}
