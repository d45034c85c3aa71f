#include "clients/cpp/command/json_text.h"

#include "common/wire/text.h"

namespace latido::command {
namespace {

constexpr unsigned char kFirstPrintable = 0x20;
constexpr unsigned char kFirstBeyondAscii = 0x80;

std::string escape_of(unsigned char control) {
  constexpr char kDigits[] = "0123456789abcdef";
  return std::string("\\u00") + kDigits[control / 16U] + kDigits[control % 16U];
}

}  // namespace

std::string json_text(std::string_view text) {
  const bool utf8 = wire::is_utf8(text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < kFirstPrintable) {
      out += escape_of(byte);
    } else if (byte >= kFirstBeyondAscii && !utf8) {
      out += '?';
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

}  // namespace latido::command
