#pragma once

#include "broker/quarantine.h"
#include "broker/worker_table.h"

#include <cstdint>
#include <string_view>

namespace latido::broker {

enum class Loss : std::uint8_t {
  left,         // said DISCONNECT
  silent,       // missed its beats
  unreachable,  // its connection is gone, or it stopped reading
  replaced,     // another process came as the only worker
  returned,     // the same one came again, on a new connection
  misbehaved,   // sent what a worker may not send
};

std::string_view to_text(Loss loss);

// Whether the worker's process is taken for dead, which counts against the requests that it had. A
// silent one may be slow; a request that only hangs its workers is ended by its deadline.
bool is_death(Loss loss);

// Told of each event worth knowing.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual void worker_joined(const Worker& worker) = 0;
  virtual void worker_lost(const Worker& worker, Loss loss, std::size_t requests) = 0;
  virtual void request_quarantined(const Quarantined& entry) = 0;
};

}  // namespace latido::broker
