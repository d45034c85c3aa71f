#pragma once

#include <cstdint>
#include <string>

namespace latido::consultas {

struct Options {
  std::string store = "latido.db";
  std::string broker = "tcp://127.0.0.1:5555";
  std::string beat = "tcp://127.0.0.1:5000";
  std::string log_level = "info";
  std::uint32_t readers =
      2;  // threads, each with its own connection to the store and to the broker
};

// The whole life of the reading side, until a stop signal. Each reader thread is a worker of its
// own, so that the broker spreads the load and no queue is needed here. Throws where the world is
// broken; ends the process then.
void run_readers(const Options& options);

}  // namespace latido::consultas
