#include "clients/cpp/refusal.h"

#include "common/code.h"

#include <algorithm>
#include <array>

namespace latido::client {
namespace {

constexpr std::array kTransient{
    Code::no_service, Code::busy, Code::expired, Code::outcome_unknown, Code::not_yet};

bool has_code(const Refusal& refusal, Code code) { return refusal.code == code_name(code); }

}  // namespace

bool is_transient(const Refusal& refusal) {
  return refusal.retry_after_ms > 0 ||
         std::any_of(kTransient.begin(), kTransient.end(), [&](Code code) {
           return has_code(refusal, code);
         });
}

bool leaves_outcome_unknown(const Refusal& refusal) {
  return has_code(refusal, Code::outcome_unknown) || has_code(refusal, Code::quarantined);
}

}  // namespace latido::client
