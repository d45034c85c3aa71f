#pragma once

#include "broker/core.h"
#include "broker/transport.h"
#include "common/health/heart.h"

namespace latido::broker {

// Takes messages from the transport to the core until a stop is asked for. An exception ends one
// turn, never the loop.
class Loop {
 public:
  Loop(Transport& transport, Core& core, health::Heart& heart);
  void run();

 private:
  void turn();
  void wait(Moment now);

  Transport& transport_;
  Core& core_;
  health::Heart& heart_;
  health::LoopPulse& pulse_;
  std::string peer_;
  Frames frames_;
};

}  // namespace latido::broker
