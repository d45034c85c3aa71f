#include "common/messaging/announcement.h"

#include "common/messaging/tagged_line.h"

namespace latido::messaging {
namespace {

tl::unexpected<Rejection> bad(std::string field, std::string message) {
  return reject(Code::malformed_request, std::move(field), std::move(message));
}

Result<void> read_field(const Field& field, Announcement& announcement) {
  if (field.key == "credits") {
    const auto value = parse_whole(field, 1, kCreditsMax);
    if (!value) return tl::make_unexpected(value.error());
    announcement.credits = static_cast<std::uint32_t>(*value);
  } else if (field.key == "beat") {
    const auto value = parse_whole(field, kBeatMin.count(), kBeatMax.count());
    if (!value) return tl::make_unexpected(value.error());
    announcement.beat = std::chrono::milliseconds(*value);
  } else if (field.key == "retry") {
    if (field.value != "safe") return bad("header.retry", "Must be safe, or left out.");
    announcement.retry_safe = true;
  } else if (field.key == "sole") {
    if (field.value != "1") return bad("header.sole", "Must be 1, or left out.");
    announcement.sole = true;
  } else if (field.key == "run") {
    if (field.value.empty() || field.value.size() > kRunMaxBytes) {
      return bad("header.run", "Must be 1 to 64 characters.");
    }
    announcement.run = field.value;
  }
  return {};
}

}  // namespace

Result<Announcement> parse_announcement(std::string_view frame) {
  const auto fields = parse_tagged_line(frame);
  if (!fields) return tl::make_unexpected(fields.error());
  Announcement announcement;
  for (const Field& field : fields->all()) {
    if (auto read = read_field(field, announcement); !read) {
      return tl::make_unexpected(read.error());
    }
  }
  return announcement;
}

std::string format_announcement(const Announcement& announcement) {
  std::string line(kLineTag);
  line += "credits=" + std::to_string(announcement.credits);
  if (announcement.retry_safe) line += " retry=safe";
  if (announcement.sole) line += " sole=1";
  if (announcement.beat.count() > 0) line += " beat=" + std::to_string(announcement.beat.count());
  if (!announcement.run.empty()) line += " run=" + announcement.run;
  return line;
}

}  // namespace latido::messaging
