#pragma once

#include "clients/cpp/refusal.h"
#include "clients/cpp/retry.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zmq {
class context_t;
}

namespace latido::client {

class Connection;
struct ReplyFrames;

struct ClientOptions {
  std::string endpoint = "tcp://127.0.0.1:5555";
  RetryOptions retry;
};

// What the service said, a final refusal included.
struct Answer {
  std::string payload;
  bool replayed = false;  // the key had taken effect before; this is the reply that was kept
  std::uint32_t attempts = 1;
};

// No final answer within the time.
struct Failure {
  bool sent = false;               // false: the broker was never reached
  bool may_have_happened = false;  // ask for the key's status, or send again with the same key
  std::uint32_t attempts = 1;
  std::optional<Refusal> last;  // the last transient refusal, where there was one
};

// Calls services through the broker, with retries: every attempt sends the same payload, hence the
// same key, so that a command takes effect at most once however often it is sent. One call at a
// time, one thread at a time.
class Client {
 public:
  Client(zmq::context_t& context, ClientOptions options);  // throws zmq::error_t
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // `payload`: as docs/protocol.md has it for the service. Blocks up to the timeout. Throws
  // zmq::error_t where ZeroMQ itself is broken.
  tl::expected<Answer, Failure> call(const std::string& service, std::string_view payload);

  [[nodiscard]] const ClientOptions& options() const { return options_; }

 private:
  struct Attempt;

  Attempt attempt(const std::string& service,
                  std::string_view payload,
                  const std::string& trace,
                  const Retry& retry);
  std::optional<ReplyFrames> await_final(const std::string& service,
                                         const std::string& trace,
                                         MonotonicTime until);

  ClientOptions options_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace latido::client
