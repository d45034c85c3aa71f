#include "common/wire/text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace latido::wire {
namespace {

struct Lead {
  std::size_t length;    // bytes of the sequence; 0: not a lead byte
  std::uint32_t bits;    // payload bits of the lead byte
  std::uint32_t lowest;  // smallest value that needs this length
};

Lead read_lead(unsigned char byte) {
  if (byte < 0x80U) return {1, byte, 0};
  if ((byte & 0xE0U) == 0xC0U) return {2, byte & 0x1FU, 0x80U};
  if ((byte & 0xF0U) == 0xE0U) return {3, byte & 0x0FU, 0x800U};
  if ((byte & 0xF8U) == 0xF0U) return {4, byte & 0x07U, 0x10000U};
  return {0, 0, 0};
}

bool is_control(char c, bool lines) {
  const auto byte = static_cast<unsigned char>(c);
  if (lines && (c == '\n' || c == '\t' || c == '\r')) return false;
  return byte < 0x20U || byte == 0x7FU;
}

// U+0080 to U+009F in UTF-8, which some terminals obey too.
bool holds_c1(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('\xC2', at)) != std::string_view::npos; ++at) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0U) return true;
  }
  return false;
}

// White space of Unicode (property White_Space), and what has no width at all.
constexpr std::string_view kBlanks[] = {
    " ",      "\t",     "\n",     "\r",     "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
    "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B",
    "\u2028", "\u2029", "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF"};

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    const auto blank = std::find_if(
        std::begin(kBlanks), std::end(kBlanks), [&](auto one) { return text.starts_with(one); });
    if (blank == std::end(kBlanks)) return false;
    text.remove_prefix(blank->size());
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Lead lead = read_lead(static_cast<unsigned char>(text[i]));
    if (lead.length == 0 || i + lead.length > text.size()) return false;
    std::uint32_t value = lead.bits;
    for (std::size_t k = 1; k < lead.length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xC0U) != 0x80U) return false;
      value = (value << 6U) | (byte & 0x3FU);
    }
    const bool surrogate = value >= 0xD800U && value <= 0xDFFFU;
    if (value < lead.lowest || surrogate || value > 0x10FFFFU) return false;
    i += lead.length;
  }
  return true;
}

Result<std::string> check_text(std::string_view text, const std::string& field, TextLimits limits) {
  if (text.empty() && limits.min > 0) {
    return reject(Code::missing_field, field, field + " is required.");
  }
  if (text.size() > limits.max) {
    return reject(Code::too_long,
                  field,
                  field + " has " + std::to_string(text.size()) + " bytes; at most " +
                      std::to_string(limits.max) + " are taken.");
  }
  if (!is_utf8(text)) return reject(Code::bad_value, field, field + " is not valid UTF-8.");
  const auto control = [&](char c) { return is_control(c, limits.lines); };
  if (holds_c1(text) || std::any_of(text.begin(), text.end(), control)) {
    return reject(Code::bad_value, field, field + " holds a control character.");
  }
  if (limits.min > 0 && is_blank(text)) {
    return reject(Code::bad_value, field, field + " holds nothing but blanks.");
  }
  return std::string(text);
}

Result<std::string> check_name(std::string_view text,
                               const std::string& field,
                               TextLimits limits,
                               std::string_view extra) {
  auto checked = check_text(text, field, limits);
  const auto allowed = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  };
  if (checked && !std::all_of(text.begin(), text.end(), allowed)) {
    return reject(Code::bad_value,
                  field,
                  field + " may hold only letters, digits and " + std::string(extra) + ".");
  }
  return checked;
}

}  // namespace latido::wire
