#include "monitor/stream.h"

#include "monitor/stream_codec.h"

#include <algorithm>
#include <cerrno>

namespace latido::monitor {
namespace {

constexpr int kQueueMax = 1000;  // messages kept for a subscriber that does not read
constexpr int kUpstreamPerTurn = 256;
constexpr int kSnapshotsPerTurn = 16;
constexpr int kEchoesPerBeat = 64;  // more are left unanswered
constexpr std::size_t kWaitingMax = 1000;
constexpr std::size_t kTopicMax = 64;
constexpr char kChanges[] = "D ";
constexpr char kSubscribed = '\x01';

bool asks_for_snapshot(const std::string& topic) {
  return topic.starts_with('S') && topic.size() <= kTopicMax &&
         std::all_of(topic.begin(), topic.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Stream::Stream(zmq::context_t& context, const std::string& endpoint) try
    : publisher_(context, endpoint, kQueueMax) {
} catch (const zmq::error_t& error) {
  if (error.num() == EMFILE) throw;  // no fault of the endpoint
  throw CannotPublish(error.num(), error.what());
}

void Stream::recover(MonotonicTime now) {
  now_ = now;
  if (lost_ && now < retry_at_) return;
  retry_at_ = now + kRetry;
  const auto before = std::exchange(lost_, std::nullopt);
  use_socket([this] { publisher_.recover(); });
  if (lost_ && before) lost_->since = before->since;
}

std::optional<std::string> Stream::take_report(MonotonicTime now) {
  const bool lost = lost_ && now - lost_->since >= kPatience;
  if (lost == told_lost_ || (lost_ && told_lost_)) return std::nullopt;
  told_lost_ = lost;
  if (!lost) return "the stream is heard again on " + endpoint();
  return "nobody hears the stream: " + endpoint() + ": " + lost_->why + "; hooks and history go on";
}

template <typename Use>
void Stream::use_socket(const Use& use) {
  if (lost_) return;
  try {
    use();
  } catch (const zmq::error_t& error) {
    lost_ = {now_, error.what()};
  }
}

void Stream::send(const std::string& frame) {
  use_socket([&] { publisher_.send(frame); });
}

std::optional<std::string> Stream::receive() {
  std::optional<std::string> frame;
  use_socket([&] { frame = publisher_.receive(); });
  return frame;
}

void Stream::publish(const StreamMessage& message) { send(kChanges + to_json(message)); }

void Stream::beat(const health::Beat& self) {
  self_ = self;
  echoes_left_ = kEchoesPerBeat;
  send(health::encode(self));
}

void Stream::tell_window(const health::Maintenance& window) { send(health::encode(window)); }

void Stream::take_message(const std::string& frame) {
  if (frame.front() != '{') return;
  const auto message = health::decode(frame);
  if (!message) return;
  if (const auto* request = std::get_if<health::EchoRequest>(&*message)) answer(*request);
  const auto* seen = std::get_if<health::Acknowledge>(&*message);
  if (seen != nullptr && acknowledged_.size() < kWaitingMax)
    acknowledged_.push_back(seen->incident);
  const auto* window = std::get_if<health::Maintenance>(&*message);
  if (window != nullptr && windows_.size() < kWaitingMax) windows_[window->service] = *window;
}

void Stream::answer(const health::EchoRequest& request) {
  if (echoes_left_ == 0 || self_.service.empty()) return;
  --echoes_left_;
  send(health::encode(health::EchoReply{request.nonce, self_}));
  if (!request.deep) return;
  send(health::encode(health::EchoReply{request.nonce, self_, health::DeepEcho::ok}));
}

void Stream::hear() {
  for (int i = 0; i < kUpstreamPerTurn; ++i) {
    const auto frame = receive();
    if (!frame) return;
    if (frame->empty()) continue;
    if (frame->front() != kSubscribed) {
      take_message(*frame);
      continue;
    }
    // Who subscribes to everything hears every topic: its snapshot comes under a plain S.
    auto topic = frame->size() == 1 ? "S" : frame->substr(1);
    if (asks_for_snapshot(topic) && waiting_.size() < kWaitingMax)
      waiting_.insert(std::move(topic));
  }
}

void Stream::answer_subscribers(const std::function<StreamMessage()>& make) {
  if (waiting_.empty()) return;
  const auto json = to_json(make());
  for (int i = 0; i < kSnapshotsPerTurn && !waiting_.empty(); ++i) {
    send(*waiting_.begin() + ' ' + json);
    waiting_.erase(waiting_.begin());
  }
}

}  // namespace latido::monitor
