#include "broker/protocol.h"

#include <algorithm>

namespace latido::broker {
namespace {

constexpr std::string_view kClient01 = "MDPC01";
constexpr std::string_view kClient02 = "MDPC02";
constexpr std::string_view kWorker01 = "MDPW01";
constexpr std::string_view kWorker02 = "MDPW02";
constexpr std::size_t kEnvelopeFrameMaxBytes = 255;  // as long as a routing id may be

// The same byte means different things in the two versions: 04 is HEARTBEAT in 0.1 and FINAL in
// 0.2.
constexpr std::string_view kReady = "\x01";
constexpr std::string_view kRequest = "\x02";
constexpr std::string_view kReply01 = "\x03";
constexpr std::string_view kHeartbeat01 = "\x04";
constexpr std::string_view kDisconnect01 = "\x05";
constexpr std::string_view kPartial02 = "\x03";
constexpr std::string_view kFinal02 = "\x04";
constexpr std::string_view kHeartbeat02 = "\x05";
constexpr std::string_view kDisconnect02 = "\x06";
constexpr std::string_view kClientRequest02 = "\x01";
constexpr std::string_view kClientPartial02 = "\x02";
constexpr std::string_view kClientFinal02 = "\x03";

Parsed bad(Parsed parsed, Code code, std::string_view problem) {
  parsed.kind = Kind::bad_request;
  parsed.code = code;
  parsed.problem = problem;
  return parsed;
}

bool too_many_frames(const Parsed& parsed, const Frames& frames) {
  const std::size_t before = parsed.envelope + (parsed.delimited ? 1U : 0U);
  return frames.size() > before + kContentMaxFrames;
}

// `at`: where the service frame should be.
Parsed parse_client(Parsed parsed, const Frames& frames, std::size_t at) {
  parsed.subject = static_cast<std::uint8_t>(at);
  parsed.body = static_cast<std::uint8_t>(at + 1);
  if (frames.size() <= at || !valid_service_name(frames[at])) {
    return bad(parsed,
               Code::malformed_request,
               "The service frame must be 1 to 64 printable characters without a space.");
  }
  if (frames.size() == at + 1) {
    return bad(parsed, Code::malformed_request, "The request has no body frame.");
  }
  if (too_many_frames(parsed, frames)) {
    return bad(parsed, Code::too_large, "The request has more than 8 frames.");
  }
  const auto is_long = [](const std::string& f) { return f.size() > kRequestFrameMaxBytes; };
  if (std::any_of(frames.begin(), frames.end(), is_long)) {
    return bad(parsed, Code::too_large, "A frame of the request is longer than 65536 bytes.");
  }
  parsed.kind = Kind::client_request;
  return parsed;
}

Kind worker_kind(Version version, std::string_view command) {
  if (command == kReady) return Kind::worker_ready;
  if (version == Version::v01) {
    if (command == kReply01) return Kind::worker_final;
    if (command == kHeartbeat01) return Kind::worker_heartbeat;
    if (command == kDisconnect01) return Kind::worker_disconnect;
    return Kind::invalid;
  }
  if (command == kPartial02) return Kind::worker_partial;
  if (command == kFinal02) return Kind::worker_final;
  if (command == kHeartbeat02) return Kind::worker_heartbeat;
  if (command == kDisconnect02) return Kind::worker_disconnect;
  return Kind::invalid;
}

bool worker_shape_fits(Kind kind, const Frames& frames, std::size_t at) {
  const std::size_t left = frames.size() - at;
  switch (kind) {
    case Kind::worker_ready:
      return (left == 1 || left == 2) && valid_service_name(frames[at]);
    case Kind::worker_partial:
    case Kind::worker_final:
      return left >= 3 && frames[at + 1].empty();
    default:
      return left == 0;
  }
}

// `at`: where the command frame should be.
Parsed parse_worker(Parsed parsed, const Frames& frames, std::size_t at) {
  if (parsed.envelope != 0 || frames.size() <= at || too_many_frames(parsed, frames)) return parsed;
  const Kind kind = worker_kind(parsed.version, frames[at]);
  if (kind == Kind::invalid || !worker_shape_fits(kind, frames, at + 1)) return parsed;
  parsed.kind = kind;
  parsed.subject = static_cast<std::uint8_t>(at + 1);
  parsed.body = static_cast<std::uint8_t>(at + (kind == Kind::worker_ready ? 2 : 3));
  return parsed;
}

// Index of the empty frame that ends the envelope; kMessageMaxFrames where there is none.
std::size_t find_delimiter(const Frames& frames) {
  for (std::size_t i = 0; i < frames.size() && i <= kEnvelopeMaxFrames; ++i) {
    if (frames[i].empty()) return i;
    if (frames[i].size() > kEnvelopeFrameMaxBytes) break;
  }
  return kMessageMaxFrames;
}

void start(bool delimited, std::string_view header, Message& out) {
  out.clear();
  if (delimited) out.emplace_back();
  out.push_back(header);
}

void start_worker(WorkerRoute to, std::string_view code01, std::string_view code02, Message& out) {
  const bool v01 = to.version == Version::v01;
  start(to.delimited, v01 ? kWorker01 : kWorker02, out);
  out.push_back(v01 ? code01 : code02);
}

}  // namespace

bool valid_service_name(std::string_view name) {
  const auto graphic = [](char c) { return c >= 0x21 && c <= 0x7e; };
  return !name.empty() && name.size() <= kServiceNameMaxBytes &&
         std::all_of(name.begin(), name.end(), graphic);
}

Parsed parse(const Frames& frames) {
  Parsed parsed;
  if (frames.empty()) return parsed;
  std::size_t at = 0;
  if (frames[0] != kClient02 && frames[0] != kWorker02) {
    at = find_delimiter(frames);
    if (at + 1 >= frames.size()) return parsed;
    parsed.delimited = true;
    parsed.envelope = static_cast<std::uint8_t>(at);
    ++at;
  }
  const std::string& header = frames[at++];
  parsed.version = header == kClient02 || header == kWorker02 ? Version::v02 : Version::v01;
  if (header == kClient01) return parse_client(parsed, frames, at);
  if (header == kWorker01 || header == kWorker02) return parse_worker(parsed, frames, at);
  if (header != kClient02) return parsed;
  if (at >= frames.size() || frames[at] != kClientRequest02) return parsed;
  return parse_client(parsed, frames, at + 1);
}

ClientRoute route_of(const Parsed& parsed, const Frames& frames) {
  ClientRoute route;
  route.envelope = std::span(frames).first(parsed.envelope);
  route.version = parsed.version;
  route.delimited = parsed.delimited;
  if (parsed.subject < frames.size() && valid_service_name(frames[parsed.subject])) {
    route.service = frames[parsed.subject];
  }
  return route;
}

void encode_reply(const ClientRoute& to,
                  bool final,
                  std::span<const std::string> body,
                  Message& out) {
  out.assign(to.envelope.begin(), to.envelope.end());
  if (to.delimited) out.emplace_back();
  if (to.version == Version::v01) {
    out.push_back(kClient01);
  } else {
    out.push_back(kClient02);
    out.push_back(final ? kClientFinal02 : kClientPartial02);
  }
  out.push_back(to.service);
  out.insert(out.end(), body.begin(), body.end());
}

void encode_request(WorkerRoute to,
                    std::string_view token,
                    std::span<const std::string> body,
                    Message& out) {
  start_worker(to, kRequest, kRequest, out);
  out.push_back(token);
  out.emplace_back();
  out.insert(out.end(), body.begin(), body.end());
}

void encode_heartbeat(WorkerRoute to, Message& out) {
  start_worker(to, kHeartbeat01, kHeartbeat02, out);
}

void encode_disconnect(WorkerRoute to, Message& out) {
  start_worker(to, kDisconnect01, kDisconnect02, out);
}

}  // namespace latido::broker
