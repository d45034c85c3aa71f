#include "common/chain.h"
#include "db/reader_impl.h"

#include <algorithm>

namespace latido::db {
namespace {

Sha256 to_hash(std::string_view bytes) {
  Sha256 hash{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

}  // namespace

// The event before `from` is taken at its word: verifying from 1 leaves nothing to take.
ChainReport ReadStore::verify_chain(TenantId tenant, std::int64_t from, std::uint32_t limit) {
  const Snapshot snapshot(*this);
  ChainReport report;
  const auto head = head_position(tenant);
  auto expected = std::max<std::int64_t>(from, 1);
  if (expected > head) return report;

  Sha256 hash{};
  if (expected == 1) {
    auto row = impl_->events.tenant_name.query(tenant);
    if (row.next()) hash = chain_start(row.bytes(0));
  } else {
    if (const auto before = event(tenant, expected - 1)) hash = before->hash;
  }
  const auto last = expected - 1 + std::min<std::int64_t>(limit, head - (expected - 1));
  auto row = impl_->events.events.query(make_key(tenant, expected), make_key(tenant, last));
  while (report.intact && expected <= last) {
    const bool there = row.next() && position_of(row.integer(0)) == expected;
    if (there) {
      hash = chain_next(as_bytes(hash), expected, row.bytes(1));
      report.head_position = expected;
      report.head_hash = to_hash(row.bytes(2));
      ++report.checked;
    }
    report.intact = there && as_bytes(hash) == row.bytes(2);
    if (!report.intact) report.first_bad_position = expected;
    ++expected;
  }
  if (report.intact && last < head) report.next_position = last + 1;
  return report;
}

}  // namespace latido::db
