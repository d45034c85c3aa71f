#pragma once

#include "broker/counters.h"
#include "broker/quarantine.h"
#include "broker/request_table.h"
#include "broker/service_table.h"
#include "broker/worker_table.h"
#include "common/clock.h"

#include <string>

namespace latido::broker {

struct StatusView {
  const ServiceTable& services;
  const WorkerTable& workers;
  const RequestTable& requests;
  const Quarantine& quarantine;
  const Counters& counters;
};

// What the service `broker` answers: one JSON object, under 64 KiB whatever the broker holds (lists
// are cut, with their true lengths told). Its fields are in docs/protocol.md.
std::string status_json(const StatusView& view, MonotonicTime now);

}  // namespace latido::broker
