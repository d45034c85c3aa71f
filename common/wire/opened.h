#pragma once

#include "common/messaging/header.h"
#include "common/messaging/worker.h"
#include "common/result.h"
#include "common/wire/form.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latido::wire {

// A request's body taken apart. Views into the request that it was opened from.
struct Opened {
  std::optional<messaging::Header> header;  // where the client sent one
  std::string_view payload;
  Form form = Form::json;
  std::optional<Rejection> refused;  // MALFORMED_REQUEST, or EXPIRED where the deadline has passed;
                                     // do nothing but say so
};

// Pure. `now_unix_ms`: what the header's deadline is held against.
Opened open_request(const messaging::Request& request, std::int64_t now_unix_ms);

// The reply's frames: where the request had a header, `LTD1 attempt=.. trace=.. replayed=0|1`, then
// the payload.
std::vector<std::string> reply_body(const Opened& request,
                                    std::string payload,
                                    bool replayed = false);

}  // namespace latido::wire
