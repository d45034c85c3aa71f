#pragma once

#include "common/result.h"

// What the broker itself says to a client. Pure.
namespace latido::broker::refusals {

Rejection never_registered();
Rejection no_live_worker();
Rejection queue_full();
Rejection stopping();
Rejection arrived_late();
Rejection expired_waiting();
Rejection worker_lost();
Rejection no_answer_in_time();
Rejection killed_workers();
Rejection answer_too_large();

}  // namespace latido::broker::refusals
