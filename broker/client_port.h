#pragma once

#include "broker/counters.h"
#include "broker/protocol.h"
#include "broker/sender.h"
#include "common/result.h"

#include <span>
#include <string>

namespace latido::broker {

// Answers to clients, in the version and framing of their request.
class ClientPort {
 public:
  ClientPort(Sender& sender, Counters& counters) : sender_(sender), counters_(counters) {}

  void answer(const std::string& client,
              const ClientRoute& route,
              bool final,
              std::span<const std::string> body);
  // One frame of text, as MMI and the broker's own service give it.
  void answer_text(const std::string& client, const ClientRoute& route, std::string text);
  // In the form (Cap'n Proto or JSON) of the request's last frame. Counts the refusal.
  void refuse(const std::string& client,
              const ClientRoute& route,
              const Frames& request,
              const Rejection& why);

 private:
  void count(Code code);

  Sender& sender_;
  Counters& counters_;
  Message scratch_;
};

}  // namespace latido::broker
