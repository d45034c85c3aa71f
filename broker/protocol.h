#pragma once

#include "common/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The Majordomo codec: MDP 0.1 (RFC 7) and MDP 0.2 (RFC 18) on one ROUTER socket. Pure; never
// throws for what a peer sent.
//
//   message  = *envelope ""  v01 / v02      delimited; the envelope is what a REQ with
//   REQ_CORRELATE puts first
//            / v02                          not delimited
//   client   = "MDPC01" service 1*body
//            / "MDPC02" 01 service 1*body
//   worker   = "MDPW01" ( 01 service [announcement] / 03 token "" 1*body / 04 / 05 )
//            / "MDPW02" ( 01 service [announcement] / 03 token "" 1*body / 04 token "" 1*body / 05
//            / 06 )
namespace latido::broker {

using Frames = std::vector<std::string>;        // as received, without the routing id
using Message = std::vector<std::string_view>;  // to send; views into what outlives the call

inline constexpr std::size_t kEnvelopeMaxFrames = 4;
inline constexpr std::size_t kContentMaxFrames = 8;  // after envelope and delimiter
inline constexpr std::size_t kMessageMaxFrames = kEnvelopeMaxFrames + 1 + kContentMaxFrames;
inline constexpr std::size_t kRequestFrameMaxBytes = 64 * 1024;
inline constexpr std::size_t kServiceNameMaxBytes = 64;

enum class Version : std::uint8_t { v01, v02 };

enum class Kind : std::uint8_t {
  invalid,      // not Majordomo: drop it, treat the peer as invalid
  bad_request,  // from a client that can be answered, but not a request that can be served
  client_request,
  worker_ready,
  worker_partial,
  worker_final,
  worker_heartbeat,
  worker_disconnect,
};

// What a message is, and where its parts are among the frames that it came in.
struct Parsed {
  Kind kind = Kind::invalid;
  Version version = Version::v01;
  bool delimited = false;
  std::uint8_t envelope = 0;  // frames 0 .. envelope-1 go back to the client as they are
  std::uint8_t subject = 0;   // service (request, READY) or token (PARTIAL, FINAL)
  std::uint8_t body = 0;  // first body frame; in a READY the announcement, if there is such a frame
  Code code = Code::malformed_request;  // bad_request: why
  std::string_view problem;             // bad_request: a sentence; lives for ever
};

// `frames` may hold one frame more than kMessageMaxFrames to show that there were too many.
Parsed parse(const Frames& frames);

// 1 to 64 printable ASCII bytes without a space.
bool valid_service_name(std::string_view name);

// How a client is to be answered.
struct ClientRoute {
  std::span<const std::string> envelope;
  Version version = Version::v01;
  bool delimited = false;
  std::string_view service;
};

ClientRoute route_of(const Parsed& parsed, const Frames& frames);

struct WorkerRoute {
  Version version = Version::v01;
  bool delimited = false;
};

// Each replaces what is in `out`.
// To a 0.1 client there is only REPLY: `final` must be true.
void encode_reply(const ClientRoute& to,
                  bool final,
                  std::span<const std::string> body,
                  Message& out);
void encode_request(WorkerRoute to,
                    std::string_view token,
                    std::span<const std::string> body,
                    Message& out);
void encode_heartbeat(WorkerRoute to, Message& out);
void encode_disconnect(WorkerRoute to, Message& out);

}  // namespace latido::broker
