#include "common/ids.h"
#include "consultas/queries/queries.h"

#include <limits>
#include <string>

namespace latido::consultas {
namespace {

constexpr std::uint32_t kMaxEvents = 10'000;
constexpr auto kMaxPosition = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

}  // namespace

Checked verify_chain(const Scope& scope,
                     schema::VerifyChain::Reader in,
                     schema::Reply::Builder reply) {
  if (in.getFromPosition() < 1 || in.getFromPosition() > kMaxPosition) {
    return reject(
        Code::bad_value, "fromPosition", "fromPosition must be from 1 to 9223372036854775807.");
  }
  if (in.getLimit() < 1 || in.getLimit() > kMaxEvents) {
    return reject(Code::bad_value, "limit", "limit must be from 1 to 10000.");
  }
  const auto from = static_cast<std::int64_t>(in.getFromPosition());
  const auto head = scope.store.head_position(scope.tenant);
  if (from > head + 1) {
    return reject(Code::not_found,
                  "fromPosition",
                  "The chain ends at position " + std::to_string(head) +
                      "; one that was longer before has lost its end.");
  }
  const auto report = scope.store.verify_chain(scope.tenant, from, in.getLimit());
  auto out = reply.initChain();
  out.setIntact(report.intact);
  out.setFirstBadPosition(static_cast<std::uint64_t>(report.first_bad_position));
  out.setChecked(report.checked);
  out.setNextPosition(static_cast<std::uint64_t>(report.next_position));
  out.setHeadPosition(static_cast<std::uint64_t>(report.head_position));
  out.setHeadHash(to_hex(as_bytes(report.head_hash)));
  return {};
}

}  // namespace latido::consultas
