#include "broker/client_port.h"

#include "common/wire/error_reply.h"

#include <utility>

namespace latido::broker {

void ClientPort::answer(const std::string& client,
                        const ClientRoute& route,
                        bool final,
                        std::span<const std::string> body) {
  encode_reply(route, final, body, scratch_);
  if (sender_.answer(client, scratch_) != Delivery::taken) ++counters_.undeliverable;
}

void ClientPort::answer_text(const std::string& client,
                             const ClientRoute& route,
                             std::string text) {
  const std::string body = std::move(text);
  answer(client, route, true, std::span(&body, 1));
}

void ClientPort::refuse(const std::string& client,
                        const ClientRoute& route,
                        const Frames& request,
                        const Rejection& why) {
  count(why.code);
  const wire::Form form = request.empty() ? wire::Form::json : wire::form_of(request.back());
  answer_text(client, route, wire::encode_error(why, form));
}

void ClientPort::count(Code code) {
  switch (code) {
    case Code::no_service:
      ++counters_.refused_no_service;
      break;
    case Code::busy:
      ++counters_.refused_busy;
      break;
    case Code::expired:
      ++counters_.refused_expired;
      break;
    case Code::outcome_unknown:
      ++counters_.outcome_unknown;
      break;
    case Code::quarantined:
      ++counters_.quarantined;
      break;
    default:
      ++counters_.bad_requests;
  }
}

}  // namespace latido::broker
