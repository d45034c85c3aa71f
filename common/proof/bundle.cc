#include "common/proof/bundle.h"

#include "common/proof/text.h"

#include <charconv>

namespace latido::proof {
namespace {

using std::string_literals::operator""s;

constexpr std::size_t kTenantBytesMax = 64;

bool is_tenant_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

// Takes a line apart from its front; after the first part that is missing, nothing fits any more.
class Parts {
 public:
  explicit Parts(std::string_view line) : rest_(line) {}

  Parts& literal(std::string_view text) {
    good_ = good_ && rest_.starts_with(text);
    if (good_) rest_.remove_prefix(text.size());
    return *this;
  }
  Parts& tenant(std::string& out) {
    out = until_quote();
    good_ = good_ && !out.empty() && out.size() <= kTenantBytesMax;
    for (const char c : out) good_ = good_ && is_tenant_character(c);
    return *this;
  }
  template <class Number>
  Parts& number(Number& out) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
    const auto digits =
        std::string_view(rest_.data(), static_cast<std::size_t>(end - rest_.data()));
    good_ = good_ && error == std::errc() && std::to_string(out) == digits;
    if (good_) rest_.remove_prefix(digits.size());
    return *this;
  }
  template <std::size_t N>
  Parts& hex(std::array<std::uint8_t, N>& out) {
    good_ = read_hex(until_quote(), out) && good_;
    return *this;
  }
  Parts& base64(std::string& out) {
    auto bytes = from_base64(until_quote());
    good_ = good_ && bytes;
    if (good_) out = *std::move(bytes);
    return *this;
  }
  [[nodiscard]] bool all() const { return good_ && rest_.empty(); }

 private:
  std::string_view until_quote() {
    const auto text = rest_.substr(0, rest_.find('"'));
    rest_.remove_prefix(text.size());
    return text;
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string signed_bytes(const Head& head) {
  return "latido proof 1\0"s + head.tenant + '\0' + big_endian(head.position) +
         big_endian(static_cast<std::uint64_t>(head.exported_at_unix_ms)) +
         std::string(as_bytes(head.hash));
}

std::string header_line(std::string_view tenant) {
  return R"({"format":"latido-proof-1","tenant":")" + std::string(tenant) + R"("})";
}

std::string event_line(const EventLine& event) {
  return R"({"position":)" + std::to_string(event.position) + R"(,"hash":")" + hex_of(event.hash) +
         R"(","payload":")" + base64_of(event.payload) + R"("})";
}

std::string head_line(const Head& head) {
  return R"({"tenant":")" + head.tenant + R"(","headPosition":)" + std::to_string(head.position) +
         R"(,"headHash":")" + hex_of(head.hash) + R"(","exportedAtUnixMs":)" +
         std::to_string(head.exported_at_unix_ms) + R"(,"publicKey":")" + hex_of(head.public_key) +
         R"(","signature":")" + hex_of(head.signature) + R"("})";
}

std::optional<std::string> read_header_line(std::string_view line) {
  std::string tenant;
  Parts parts(line);
  parts.literal(R"({"format":"latido-proof-1","tenant":")").tenant(tenant).literal(R"("})");
  return parts.all() ? std::optional(tenant) : std::nullopt;
}

std::optional<EventLine> read_event_line(std::string_view line) {
  EventLine event;
  Parts parts(line);
  parts.literal(R"({"position":)").number(event.position);
  parts.literal(R"(,"hash":")").hex(event.hash);
  parts.literal(R"(","payload":")").base64(event.payload).literal(R"("})");
  return parts.all() ? std::optional(std::move(event)) : std::nullopt;
}

std::optional<Head> read_head_line(std::string_view line) {
  Head head;
  Parts parts(line);
  parts.literal(R"({"tenant":")").tenant(head.tenant);
  parts.literal(R"(","headPosition":)").number(head.position);
  parts.literal(R"(,"headHash":")").hex(head.hash);
  parts.literal(R"(","exportedAtUnixMs":)").number(head.exported_at_unix_ms);
  parts.literal(R"(,"publicKey":")").hex(head.public_key);
  parts.literal(R"(","signature":")").hex(head.signature).literal(R"("})");
  return parts.all() ? std::optional(std::move(head)) : std::nullopt;
}

}  // namespace latido::proof
