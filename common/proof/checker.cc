#include "common/proof/checker.h"

#include "common/chain.h"

#include <utility>

namespace latido::proof {
namespace {

std::string numbered(std::uint64_t position) { return "Event " + std::to_string(position); }

// Up to the line break; false at the end of the stream. `too_long`: the rest of it was passed over.
bool read_line(std::istream& in, std::string& line, bool& too_long) {
  line.clear();
  too_long = false;
  auto* buffer = in.rdbuf();
  for (;;) {
    const int c = buffer->sbumpc();
    if (c == std::istream::traits_type::eof()) return !line.empty();
    if (c == '\n') return true;
    if (line.size() == kLineBytesMax) {
      too_long = true;
      return true;
    }
    line += static_cast<char>(c);
  }
}

}  // namespace

BundleChecker::BundleChecker(std::optional<PublicKey> expected_key) : expected_key_(expected_key) {}

bool BundleChecker::fault(std::string what) {
  report_.fault = std::move(what);
  return false;
}

bool BundleChecker::long_line() {
  ++report_.line;
  return fault("The line is longer than any in a bundle.");
}

bool BundleChecker::line(std::string_view text) {
  if (!report_.intact()) return false;
  ++report_.line;
  if (report_.line == 1) return header(text);
  if (ended_) return fault("Something stands behind the head.");
  if (const auto event_read = read_event_line(text)) return event(*event_read);
  if (auto head_read = read_head_line(text)) return head(*std::move(head_read));
  return fault("The line after event " + std::to_string(report_.events) +
               " is neither an event nor the head: it was changed or cut off.");
}

bool BundleChecker::header(std::string_view text) {
  auto tenant = read_header_line(text);
  if (!tenant) return fault("This is no bundle of latido export-proof.");
  tenant_ = *std::move(tenant);
  hash_ = chain_start(tenant_);
  return true;
}

bool BundleChecker::event(const EventLine& event) {
  const std::uint64_t expected = report_.events + 1;
  if (event.position != expected) {
    return fault(numbered(event.position) + " stands where event " + std::to_string(expected) +
                 " belongs: events are missing, doubled or swapped.");
  }
  const auto hash = chain_next(as_bytes(hash_), event.position, event.payload);
  if (hash != event.hash) {
    return fault(numbered(event.position) +
                 " is not the one that was written: its hash does not follow from its bytes and "
                 "the event before.");
  }
  hash_ = hash;
  ++report_.events;
  return true;
}

bool BundleChecker::head(Head head) {
  ended_ = true;
  report_.head = std::move(head);
  const auto& read = report_.head;
  if (expected_key_ && read.public_key != *expected_key_) {
    return fault("The head was signed with another key than the one expected.");
  }
  if (!verifies(read.public_key, read.signature, signed_bytes(read))) {
    return fault("The signature of the head is not valid: the head was changed.");
  }
  if (read.tenant != tenant_) {
    return fault("The head is that of another tenant: " + read.tenant + ".");
  }
  if (read.position != report_.events) {
    return fault("The head was signed at event " + std::to_string(read.position) +
                 ", but the events end with " + std::to_string(report_.events) +
                 ": the tail was cut off.");
  }
  if (read.hash != hash_) {
    return fault(
        "The head that was signed is not the hash of the last event: events were changed.");
  }
  return true;
}

Report BundleChecker::finish() {
  if (report_.line == 0) fault("The bundle is empty.");
  if (report_.intact() && !ended_) {
    ++report_.line;
    fault("The head is missing: the bundle was cut off after event " +
          std::to_string(report_.events) + ".");
  }
  return report_;
}

Report check_bundle(std::istream& in, std::optional<PublicKey> expected_key) {
  BundleChecker checker(expected_key);
  std::string line;
  bool too_long = false;
  while (read_line(in, line, too_long)) {
    if (too_long ? !checker.long_line() : !checker.line(line)) break;
  }
  return checker.finish();
}

}  // namespace latido::proof
