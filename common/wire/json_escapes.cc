#include "common/wire/json_escapes.h"

#include <charconv>
#include <cstdint>

namespace latido::wire {
namespace {

constexpr std::size_t kHexDigits = 4;
constexpr std::uint32_t kHighSurrogates = 0xD800;
constexpr std::uint32_t kLowSurrogates = 0xDC00;
constexpr std::uint32_t kAfterSurrogates = 0xE000;

// Takes the four digits after "\u" off the front of `rest`.
std::optional<std::uint32_t> take_unit(std::string_view& rest) {
  if (rest.size() < kHexDigits) return {};
  std::uint32_t unit = 0;
  const auto* end = rest.data() + kHexDigits;
  const auto parsed = std::from_chars(rest.data(), end, unit, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end) return {};
  rest.remove_prefix(kHexDigits);
  return unit;
}

// The character that begins with the escape whose "\u" was just taken.
std::optional<std::uint32_t> take_character(std::string_view& rest) {
  const auto unit = take_unit(rest);
  if (!unit || *unit < kHighSurrogates || *unit >= kAfterSurrogates) return unit;
  if (*unit >= kLowSurrogates || !rest.starts_with("\\u")) return {};
  rest.remove_prefix(2);
  const auto low = take_unit(rest);
  if (!low || *low < kLowSurrogates || *low >= kAfterSurrogates) return {};
  return 0x10000U + ((*unit - kHighSurrogates) << 10U) + (*low - kLowSurrogates);
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80U) {
    put(c);
  } else if (c < 0x800U) {
    put(0xC0U | (c >> 6U));
    tail(0);
  } else if (c < 0x10000U) {
    put(0xE0U | (c >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | (c >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

// What may not stand in a JSON string as it is keeps an escape, with the capital digits that the
// codec reads right.
void append_character(std::string& out, std::uint32_t c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (c == '"' || c == '\\') {
    out.push_back('\\');
    out.push_back(static_cast<char>(c));
  } else if (c < 0x20U) {
    out.append("\\u00");
    out.push_back(kDigits[c >> 4U]);
    out.push_back(kDigits[c & 0xFU]);
  } else {
    append_utf8(out, c);
  }
}

}  // namespace

std::optional<std::string> resolve_unicode_escapes(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (auto rest = json; !rest.empty();) {
    const auto plain = rest.substr(0, rest.find('\\'));
    out.append(plain);
    rest.remove_prefix(plain.size());
    if (rest.size() < 2) {
      out.append(rest);
      break;
    }
    const auto escape = rest.substr(0, 2);
    rest.remove_prefix(2);
    if (escape[1] != 'u') {
      out.append(escape);
      continue;
    }
    const auto character = take_character(rest);
    if (!character) return {};
    append_character(out, *character);
  }
  return out;
}

}  // namespace latido::wire
