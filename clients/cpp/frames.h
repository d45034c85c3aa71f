#pragma once

#include "common/messaging/header.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The client's side of MDP 0.2 (RFC 18), frames of a DEALER. Pure.
//   request = "MDPC02" 0x01 service header payload
//   reply   = "MDPC02" (0x02 partial | 0x03 final) service [ header ] payload
namespace latido::client {

using Frames = std::vector<std::string>;

struct ReplyFrames {
  bool final = true;
  std::string service;
  std::optional<messaging::Header> header;  // the broker's own answers carry none
  bool replayed = false;  // the effect was there already; this is the reply that was kept
  std::string payload;
};

Frames request_frames(const std::string& service,
                      const messaging::Header& header,
                      std::string_view payload);

// Nothing where the frames are no reply.
std::optional<ReplyFrames> read_reply(Frames&& frames);

// Whether a reply may be taken for the answer to the request in hand. One with a header names its
// request. One without is believed, because a socket never has an older request still open on it
// (connection.h).
bool answers(const ReplyFrames& reply, std::string_view service, std::string_view trace);

}  // namespace latido::client
