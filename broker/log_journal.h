#pragma once

#include "broker/journal.h"

namespace latido::broker {

// One line in the log for each event.
class LogJournal final : public Journal {
 public:
  void worker_joined(const Worker& worker) override;
  void worker_lost(const Worker& worker, Loss loss, std::size_t requests) override;
  void request_quarantined(const Quarantined& entry) override;
};

}  // namespace latido::broker
