#include "common/wire/opened.h"

namespace latido::wire {
namespace {

Rejection too_late(std::int64_t deadline_unix_ms, std::int64_t now_unix_ms) {
  return {Code::expired,
          "header.deadline",
          "The deadline passed " + std::to_string(now_unix_ms - deadline_unix_ms) +
              " ms ago; nothing was done. Send it again with a later one."};
}

}  // namespace

Opened open_request(const messaging::Request& request, std::int64_t now_unix_ms) {
  Opened out;
  if (request.body.empty()) {
    out.refused = {Code::malformed_request, "", "The request has no body."};
    return out;
  }
  out.payload = request.body.back();
  out.form = form_of(out.payload);
  if (request.body.size() == 1) return out;
  const auto header = messaging::parse_header(request.body.front());
  if (request.body.size() > 2 || !messaging::looks_like_header(request.body.front())) {
    out.refused = {Code::malformed_request,
                   "",
                   "The body must be a payload, or a header that begins with LTD1 and a payload."};
  } else if (!header) {
    out.refused = header.error();
  } else {
    out.header = *header;
    const auto deadline = header->deadline_unix_ms;
    if (deadline && *deadline <= now_unix_ms) out.refused = too_late(*deadline, now_unix_ms);
  }
  return out;
}

std::vector<std::string> reply_body(const Opened& request, std::string payload, bool replayed) {
  std::vector<std::string> body;
  if (request.header) {
    messaging::Header echoed = *request.header;
    echoed.deadline_unix_ms.reset();
    std::string line = messaging::format_header(echoed);
    if (!line.ends_with(' ')) line += ' ';
    body.push_back(line + (replayed ? "replayed=1" : "replayed=0"));
  }
  body.push_back(std::move(payload));
  return body;
}

}  // namespace latido::wire
