#pragma once

#include <string>

namespace latido::comandos {

struct Options {
  std::string store = "latido.db";
  std::string broker = "tcp://127.0.0.1:5555";
  std::string beat = "tcp://127.0.0.1:5001";
  std::string log_level = "info";
};

}  // namespace latido::comandos
