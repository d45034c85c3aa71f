#include "clients/cpp/frames.h"

#include "common/messaging/tagged_line.h"

#include <algorithm>
#include <utility>

namespace latido::client {
namespace {

constexpr std::string_view kClientHeader = "MDPC02";
constexpr std::string_view kRequest = "\x01";
constexpr std::string_view kPartial = "\x02";
constexpr std::string_view kFinal = "\x03";
constexpr std::size_t kBody = 3;  // after protocol, command and service

bool says_replayed(std::string_view line) {
  const auto fields = messaging::parse_tagged_line(line);
  if (!fields) return false;
  const auto all = fields->all();
  return std::any_of(all.begin(), all.end(), [](const messaging::Field& field) {
    return field.key == "replayed" && field.value == "1";
  });
}

}  // namespace

Frames request_frames(const std::string& service,
                      const messaging::Header& header,
                      std::string_view payload) {
  return {std::string(kClientHeader),
          std::string(kRequest),
          service,
          messaging::format_header(header),
          std::string(payload)};
}

std::optional<ReplyFrames> read_reply(Frames&& frames) {
  const bool is_reply = frames.size() > kBody && frames[0] == kClientHeader &&
                        (frames[1] == kPartial || frames[1] == kFinal);
  if (!is_reply) return std::nullopt;
  ReplyFrames reply;
  reply.final = frames[1] == kFinal;
  reply.service = std::move(frames[2]);
  const std::string& first = frames[kBody];
  if (frames.size() > kBody + 1 && messaging::looks_like_header(first)) {
    const auto header = messaging::parse_header(first);
    if (!header) return std::nullopt;
    reply.header = *header;
    reply.replayed = says_replayed(first);
  }
  reply.payload = std::move(frames.back());
  return reply;
}

bool answers(const ReplyFrames& reply, std::string_view service, std::string_view trace) {
  return reply.service == service && (!reply.header || reply.header->trace == trace);
}

}  // namespace latido::client
