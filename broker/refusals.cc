#include "broker/refusals.h"

#include "broker/limits.h"

namespace latido::broker::refusals {

Rejection never_registered() {
  return {Code::no_service, "", "No worker has registered this service.", kNoServiceRetryMs};
}

Rejection no_live_worker() {
  return {Code::no_service,
          "",
          "The workers of this service are gone and none came back; nothing was done.",
          kNoServiceRetryMs};
}

Rejection queue_full() {
  return {
      Code::busy, "", "The queue is full; nothing was done, send it again later.", kBusyRetryMs};
}

Rejection stopping() {
  return {Code::busy,
          "",
          "The broker is stopping; nothing was done, send it again later.",
          kNoServiceRetryMs};
}

Rejection arrived_late() {
  return {
      Code::expired, "header.deadline", "The deadline had passed on arrival; nothing was done.", 0};
}

Rejection expired_waiting() {
  return {Code::expired,
          "",
          "The deadline passed while the request waited for a worker; nothing was done.",
          kBusyRetryMs};
}

Rejection worker_lost() {
  return {Code::outcome_unknown,
          "",
          "The worker was lost before it answered; send it again with the same key, or ask for the "
          "key's status.",
          kBusyRetryMs};
}

Rejection no_answer_in_time() {
  return {Code::outcome_unknown,
          "",
          "The deadline passed before the worker answered; send it again with the same key, or ask "
          "for the key's status.",
          kBusyRetryMs};
}

Rejection killed_workers() {
  return {
      Code::quarantined,
      "",
      "Worker after worker was lost while it had this request; it is kept for a person to look at.",
      0};
}

Rejection answer_too_large() {
  return {Code::outcome_unknown,
          "",
          "The answer has too many parts for an MDP 0.1 client; ask for the key's status.",
          0};
}

}  // namespace latido::broker::refusals
