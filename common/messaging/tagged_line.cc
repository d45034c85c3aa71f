#include "common/messaging/tagged_line.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace latido::messaging {
namespace {

constexpr std::size_t kKeyMaxBytes = 32;

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

tl::unexpected<Rejection> malformed(std::string_view key, std::string message) {
  std::string field = "header";
  if (!key.empty()) field.append(".").append(key);
  return reject(Code::malformed_request, std::move(field), std::move(message));
}

}  // namespace

bool Fields::has(std::string_view key) const {
  const auto fields = all();
  return std::any_of(fields.begin(), fields.end(), [key](const Field& f) { return f.key == key; });
}

bool Fields::add(Field field) {
  if (count_ == fields_.size()) return false;
  fields_.at(count_++) = field;
  return true;
}

Result<Fields> parse_tagged_line(std::string_view line) {
  if (line.size() > kLineMaxBytes) return malformed("", "The header is longer than 256 bytes.");
  if (!line.starts_with(kLineTag)) return malformed("", "The header must begin with LTD1.");
  if (!is_printable(line)) return malformed("", "The header must be printable ASCII.");
  line.remove_prefix(kLineTag.size());
  Fields fields;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), word.size() + 1));
    const auto equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals > kKeyMaxBytes) {
      return malformed("", "Every field of the header must be written key=value.");
    }
    const Field field{word.substr(0, equals), word.substr(equals + 1)};
    if (fields.has(field.key)) return malformed(field.key, "The header names this key twice.");
    if (!fields.add(field)) return malformed("", "The header has more than 16 fields.");
  }
  return fields;
}

Result<std::int64_t> parse_whole(const Field& field, std::int64_t min, std::int64_t max) {
  std::int64_t value = 0;
  const char* end = field.value.data() + field.value.size();
  const auto [stop, error] = std::from_chars(field.value.data(), end, value);
  if (error != std::errc{} || stop != end || value < min || value > max) {
    return malformed(
        field.key,
        "Must be a whole number from " + std::to_string(min) + " to " + std::to_string(max) + ".");
  }
  return value;
}

}  // namespace latido::messaging
