#pragma once

#include "common/proof/bundle.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace latido::proof {

// An event that does not follow from the one before.
struct BrokenChain : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Writes a bundle line by line, each with its line break; keeps nothing but the last hash. Pure.
class BundleWriter {
 public:
  explicit BundleWriter(std::string tenant);

  [[nodiscard]] std::string header() const;
  // The next event as it is stored. Throws BrokenChain: a bundle is never signed over a chain that
  // is not whole.
  std::string event(const EventLine& event);
  // The last line.
  [[nodiscard]] std::string head(const SigningKey& key, std::int64_t exported_at_unix_ms) const;

  [[nodiscard]] std::uint64_t position() const { return position_; }

 private:
  std::string tenant_;
  std::uint64_t position_ = 0;
  Sha256 hash_;
};

}  // namespace latido::proof
