#include "broker/log_journal.h"

#include <spdlog/spdlog.h>

namespace latido::broker {

void LogJournal::worker_joined(const Worker& worker) {
  spdlog::info("worker {} joined {}: credits {}, beat {} ms{}",
               worker.id,
               worker.service->name,
               worker.announced.credits,
               to_ms(worker.beat()),
               worker.announced.sole ? ", sole" : "");
}

void LogJournal::worker_lost(const Worker& worker, Loss loss, std::size_t requests) {
  spdlog::info("worker {} of {} lost: {}; it had {} requests",
               worker.id,
               worker.service->name,
               to_text(loss),
               requests);
}

void LogJournal::request_quarantined(const Quarantined& entry) {
  spdlog::warn("quarantined a request to {}, trace {}, {} bytes, after {} lost workers",
               entry.service,
               entry.trace.empty() ? "-" : entry.trace,
               entry.size,
               entry.deaths);
}

}  // namespace latido::broker
