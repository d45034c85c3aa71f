#pragma once

#include "common/proof/bundle.h"

#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace latido::proof {

struct Report {
  std::string fault;       // the first one, as a sentence; empty: the bundle is what was signed
  std::uint64_t line = 0;  // where, from 1
  std::uint64_t events = 0;
  Head head;  // as far as it was read

  [[nodiscard]] bool intact() const { return fault.empty(); }
};

// Checks a bundle line by line; keeps nothing but the last hash. Pure.
class BundleChecker {
 public:
  // `expected_key`: whose signature it must be. Without, any key that signed is taken, and the
  // report's key is to be compared by a person: a bundle that was made anew has another one.
  explicit BundleChecker(std::optional<PublicKey> expected_key = std::nullopt);

  // The next line without its line break. False: a fault was found, more lines change nothing.
  bool line(std::string_view text);
  // A line that is longer than kLineBytesMax, of which nothing else is known.
  bool long_line();
  Report finish();

 private:
  bool fault(std::string what);
  bool header(std::string_view text);
  bool event(const EventLine& event);
  bool head(Head head);

  std::optional<PublicKey> expected_key_;
  std::string tenant_;
  Sha256 hash_{};
  bool ended_ = false;
  Report report_;
};

// A whole bundle from a stream; memory is bounded by one line.
Report check_bundle(std::istream& in, std::optional<PublicKey> expected_key = std::nullopt);

}  // namespace latido::proof
