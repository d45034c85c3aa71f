#include "common/messaging/header.h"

#include "common/messaging/tagged_line.h"

#include <limits>

namespace latido::messaging {
namespace {

Result<void> read_field(const Field& field, Header& header) {
  if (field.key == "deadline") {
    const auto value = parse_whole(field, 0, std::numeric_limits<std::int64_t>::max());
    if (!value) return tl::make_unexpected(value.error());
    header.deadline_unix_ms = *value;
  } else if (field.key == "attempt") {
    const auto value = parse_whole(field, 1, std::numeric_limits<std::uint32_t>::max());
    if (!value) return tl::make_unexpected(value.error());
    header.attempt = static_cast<std::uint32_t>(*value);
  } else if (field.key == "trace") {
    if (field.value.size() > kTraceMaxBytes) {
      return reject(Code::malformed_request, "header.trace", "The trace is longer than 64 bytes.");
    }
    header.trace = field.value;
  }
  return {};
}

}  // namespace

bool looks_like_header(std::string_view frame) { return frame.starts_with(kLineTag); }

Result<Header> parse_header(std::string_view frame) {
  const auto fields = parse_tagged_line(frame);
  if (!fields) return tl::make_unexpected(fields.error());
  Header header;
  for (const Field& field : fields->all()) {
    if (auto read = read_field(field, header); !read) return tl::make_unexpected(read.error());
  }
  return header;
}

std::string format_header(const Header& header) {
  std::string line(kLineTag);
  const auto put = [&line](std::string_view key, std::string_view value) {
    if (line.size() > kLineTag.size()) line += ' ';
    line.append(key).append("=").append(value);
  };
  if (header.deadline_unix_ms) put("deadline", std::to_string(*header.deadline_unix_ms));
  if (header.attempt) put("attempt", std::to_string(*header.attempt));
  if (!header.trace.empty()) put("trace", header.trace);
  return line;
}

}  // namespace latido::messaging
