#include "common/proof/writer.h"

#include "common/chain.h"

#include <utility>

namespace latido::proof {

BundleWriter::BundleWriter(std::string tenant)
    : tenant_(std::move(tenant)), hash_(chain_start(tenant_)) {}

std::string BundleWriter::header() const { return header_line(tenant_) + '\n'; }

std::string BundleWriter::event(const EventLine& event) {
  if (event.position != position_ + 1 ||
      event.hash != chain_next(as_bytes(hash_), event.position, event.payload)) {
    throw BrokenChain("Event " + std::to_string(event.position) + " does not follow from event " +
                      std::to_string(position_) + ": the chain is broken.");
  }
  std::string line = event_line(event) + '\n';
  if (line.size() > kLineBytesMax) {
    throw std::runtime_error("Event " + std::to_string(event.position) +
                             " is too long for a bundle.");
  }
  position_ = event.position;
  hash_ = event.hash;
  return line;
}

std::string BundleWriter::head(const SigningKey& key, std::int64_t exported_at_unix_ms) const {
  Head head{tenant_, position_, hash_, exported_at_unix_ms, key.public_key(), {}};
  head.signature = key.sign(signed_bytes(head));
  return head_line(head) + '\n';
}

}  // namespace latido::proof
