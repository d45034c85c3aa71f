// A service that Latido's monitor watches: the three lines that join are marked. It writes prices
// to its standard output; where nobody reads them it stands still, and the monitor says "hung".
//
//   prices tcp://127.0.0.1:5010
//   monitor.json: {"services": [{"name": "prices", "beatEndpoint": "tcp://127.0.0.1:5010"}]}
#include "clients/cpp/heart.h"  // 1

#include <iostream>
#include <thread>

using namespace std::chrono_literals;

int main(int argc, char** argv) {
  latido::Heart heart("prices", argc > 1 ? argv[1] : "tcp://127.0.0.1:5010");  // 2
  for (int cents = 100;; ++cents) {
    heart.turn("publish a price", 500ms);  // 3
    std::cout << "coffee " << cents << std::endl;
    std::this_thread::sleep_for(20ms);
  }
}
