#include "clients/cpp/client.h"

#include "clients/cpp/connection.h"
#include "clients/cpp/frames.h"
#include "clients/cpp/reply_message.h"
#include "common/ids.h"

#include <random>
#include <thread>
#include <utility>

namespace latido::client {
namespace {

double jitter() {
  static thread_local std::minstd_rand source{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(source);
}

// A payload that is no Reply (an MMI answer, say) is final.
std::optional<Refusal> transient_refusal(const ReplyFrames& frames) {
  const auto reply = ReplyMessage::read(frames.payload);
  if (!reply || !reply->refusal() || !is_transient(*reply->refusal())) return std::nullopt;
  auto refusal = reply->refusal();
  refusal->from_service = frames.header.has_value();
  return refusal;
}

}  // namespace

struct Client::Attempt {
  bool sent = false;
  std::optional<ReplyFrames> reply;
};

Client::Client(zmq::context_t& context, ClientOptions options)
    : options_(std::move(options)),
      connection_(std::make_unique<Connection>(context, options_.endpoint)) {}

Client::~Client() = default;

tl::expected<Answer, Failure> Client::call(const std::string& service, std::string_view payload) {
  Retry retry(options_.retry, monotonic_now());
  const std::string trace = random_hex_128();
  Failure failure;
  for (;;) {
    failure.attempts = retry.attempt();
    auto [sent, reply] = attempt(service, payload, trace, retry);
    failure.sent = failure.sent || sent;
    std::optional<Duration> wait;
    if (reply) {
      auto refusal = transient_refusal(*reply);
      if (!refusal) return Answer{std::move(reply->payload), reply->replayed, retry.attempt()};
      wait = retry.after_refusal(*refusal, monotonic_now(), jitter());
      failure.last = std::move(refusal);
    } else {
      connection_->renew();
      wait = retry.after_silence(sent, monotonic_now(), jitter());
    }
    failure.may_have_happened = retry.may_have_happened();
    if (!wait) return tl::make_unexpected(std::move(failure));
    std::this_thread::sleep_for(*wait);
  }
}

// The deadline is the whole call's: a copy that arrives after the caller gave up does nothing.
Client::Attempt Client::attempt(const std::string& service,
                                std::string_view payload,
                                const std::string& trace,
                                const Retry& retry) {
  const MonotonicTime now = monotonic_now();
  const MonotonicTime until = retry.silent_at(now);
  messaging::Header header;
  header.deadline_unix_ms = unix_ms_now() + to_ms(retry.deadline() - now);
  header.attempt = retry.attempt();
  header.trace = trace;
  if (!connection_->send(request_frames(service, header, payload), until)) return {};
  return {true, await_final(service, trace, until)};
}

// What is no answer to this request is passed over. The services answer with one FINAL; a PARTIAL
// of another program's worker is skipped.
std::optional<ReplyFrames> Client::await_final(const std::string& service,
                                               const std::string& trace,
                                               MonotonicTime until) {
  while (auto frames = connection_->receive(until)) {
    auto reply = read_reply(std::move(*frames));
    if (reply && reply->final && answers(*reply, service, trace)) return reply;
  }
  return std::nullopt;
}

}  // namespace latido::client
