#include "clients/cpp/refusal.h"

#include "common/code.h"

#include <algorithm>
#include <array>

namespace latido::client {
namespace {

constexpr std::array kTransient{
    Code::no_service, Code::busy, Code::expired, Code::outcome_unknown, Code::not_yet};

constexpr std::array kOpen{Code::outcome_unknown, Code::quarantined, Code::internal};
constexpr std::array kOpenFromService{Code::busy, Code::expired};

template <class Codes>
bool has_code(const Refusal& refusal, const Codes& codes) {
  return std::any_of(
      codes.begin(), codes.end(), [&](Code code) { return refusal.code == code_name(code); });
}

}  // namespace

bool is_transient(const Refusal& refusal) {
  return refusal.retry_after_ms > 0 || has_code(refusal, kTransient);
}

bool leaves_key_unused(const Refusal& refusal) {
  return refusal.code == code_name(Code::unknown_tenant);
}

bool leaves_outcome_unknown(const Refusal& refusal) {
  return has_code(refusal, kOpen) || (refusal.from_service && has_code(refusal, kOpenFromService));
}

}  // namespace latido::client
