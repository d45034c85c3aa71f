#include "common/messaging/worker.h"

#include "common/ids.h"
#include "common/messaging/announcement.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>

#include <zmq.hpp>

namespace latido::messaging {
namespace {

constexpr std::string_view kWorkerHeader = "MDPW02";
constexpr std::string_view kReady = "\x01";
constexpr std::string_view kRequest = "\x02";
constexpr std::string_view kFinal = "\x04";
constexpr std::string_view kHeartbeat = "\x05";
constexpr std::string_view kDisconnect = "\x06";

// Short, so that workers are back within moments of a broker that was started again.
constexpr int kReconnectMs = 20;
constexpr int kReconnectMaxMs = 200;
constexpr int kLeaveLingerMs = 200;  // for the last answers and the DISCONNECT
constexpr std::size_t kFramesMax = 16;
// A broker that was started again knows nobody and says so at the first beat, so this bounds how
// long a worker stays unknown to it.
constexpr std::chrono::milliseconds kPaceMax{200};

using Frames = std::vector<std::string>;

zmq::socket_t connect(zmq::context_t& context, const std::string& broker) {
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::reconnect_ivl, kReconnectMs);
  socket.set(zmq::sockopt::reconnect_ivl_max, kReconnectMaxMs);
  socket.set(zmq::sockopt::sndhwm, static_cast<int>(4 * kCreditsMax));
  socket.connect(broker);
  return socket;
}

std::size_t bytes_of(const Request& request) {
  std::size_t bytes = 0;
  for (const auto& frame : request.body) bytes += frame.size();
  return bytes;
}

}  // namespace

class Worker::Impl {
 public:
  Impl(zmq::context_t& context, WorkerOptions options)
      : context_(context), options_(std::move(options)) {}

  std::vector<Request> receive(std::size_t max, std::chrono::milliseconds timeout);
  void reply(const std::string& token, const std::vector<std::string>& body);
  void beat();
  void leave();

 private:
  void register_anew(MonotonicTime now);
  void keep_up(MonotonicTime now);
  void beat_if_due(MonotonicTime now);
  [[nodiscard]] Duration pace() const { return std::min(options_.heartbeat, kPaceMax); }
  bool drain();
  void take(Frames&& frames);
  std::vector<Request> hand_over(std::size_t max);
  bool receive_message(Frames& frames);
  bool wait(Duration duration);
  void send(std::initializer_list<std::string_view> head,
            const std::vector<std::string>& body = {});

  zmq::context_t& context_;
  WorkerOptions options_;
  const std::string run_ = random_hex_128();
  std::optional<zmq::socket_t> socket_;
  std::deque<Request> arrived_;  // from this socket; no more than `credits`
  MonotonicTime registered_at_;
  MonotonicTime last_heard_;
  MonotonicTime next_beat_;
  bool dismissed_ = false;  // told DISCONNECT
  bool left_ = false;
};

// All that has arrived is taken before the broker's silence is judged and before any of it is
// handed over: a caller that was away for long finds requests, and behind them the DISCONNECT that
// took them back.
std::vector<Request> Worker::Impl::receive(std::size_t max, std::chrono::milliseconds timeout) {
  std::vector<Request> out;
  MonotonicTime now = monotonic_now();
  const MonotonicTime until = now + timeout;
  while (!left_) {
    if (socket_ && drain()) last_heard_ = now;
    keep_up(now);
    out = hand_over(max);
    if (!out.empty() || now >= until) break;
    if (!wait(std::min(until, next_beat_) - now)) break;
    now = monotonic_now();
  }
  return out;
}

void Worker::Impl::register_anew(MonotonicTime now) {
  // The broker is there: answers that are still on their way may reach it.
  if (socket_ && dismissed_) socket_->set(zmq::sockopt::linger, kLeaveLingerMs);
  socket_.reset();
  arrived_.clear();
  socket_ = connect(context_, options_.broker);
  const std::string announcement = format_announcement({.credits = options_.credits,
                                                        .retry_safe = true,
                                                        .sole = options_.sole,
                                                        .beat = options_.heartbeat,
                                                        .run = run_});
  send({kWorkerHeader, kReady, options_.service, announcement});
  registered_at_ = now;
  last_heard_ = now;
  next_beat_ = now + pace();
  dismissed_ = false;
}

void Worker::Impl::keep_up(MonotonicTime now) {
  const bool silent = now - last_heard_ > options_.liveness * options_.heartbeat;
  // A broker that says DISCONNECT to every READY must not be asked in a tight loop.
  const bool may_return = now - registered_at_ >= pace();
  if (!socket_ || silent || (dismissed_ && may_return)) return register_anew(now);
  beat_if_due(now);
}

void Worker::Impl::beat_if_due(MonotonicTime now) {
  if (now < next_beat_) return;
  if (!dismissed_) send({kWorkerHeader, kHeartbeat});
  next_beat_ = now + pace();
}

void Worker::Impl::beat() {
  if (socket_ && !left_) beat_if_due(monotonic_now());
}

// True where anything came from the broker.
bool Worker::Impl::drain() {
  bool heard = false;
  Frames frames;
  while (receive_message(frames)) {
    heard = true;
    take(std::move(frames));
  }
  return heard;
}

void Worker::Impl::take(Frames&& frames) {
  constexpr std::size_t kBody = 4;  // after header, command, token and the empty frame
  if (frames.size() < 2 || frames[0] != kWorkerHeader) return;
  if (frames[1] == kDisconnect) {
    dismissed_ = true;
    arrived_.clear();
  }
  if (frames[1] != kRequest || frames.size() <= kBody || !frames[3].empty()) return;
  Request request;
  request.token = std::move(frames[2]);
  frames.erase(frames.begin(), frames.begin() + kBody);
  request.body = std::move(frames);
  arrived_.push_back(std::move(request));
}

std::vector<Request> Worker::Impl::hand_over(std::size_t max) {
  std::vector<Request> out;
  std::size_t bytes = 0;
  while (out.size() < max && !arrived_.empty()) {
    bytes += bytes_of(arrived_.front());
    if (!out.empty() && bytes > options_.batch_bytes_max) break;
    out.push_back(std::move(arrived_.front()));
    arrived_.pop_front();
  }
  return out;
}

bool Worker::Impl::receive_message(Frames& frames) {
  frames.clear();
  zmq::message_t part;
  do {
    if (!socket_->recv(part, zmq::recv_flags::dontwait)) return false;
    if (frames.size() < kFramesMax) frames.push_back(part.to_string());
  } while (part.more());
  return true;
}

// False where a signal came.
bool Worker::Impl::wait(Duration duration) {
  const auto whole = std::chrono::ceil<std::chrono::milliseconds>(duration);
  zmq_pollitem_t item{socket_->handle(), 0, ZMQ_POLLIN, 0};
  const int ready = zmq_poll(&item, 1, std::max<long>(whole.count(), 0));
  if (ready < 0 && errno != EINTR) throw zmq::error_t();
  return ready >= 0;
}

// What cannot be sent at once is lost: the broker is gone or hangs, and will ask again.
void Worker::Impl::send(std::initializer_list<std::string_view> head,
                        const std::vector<std::string>& body) {
  std::size_t left = head.size() + body.size();
  const auto put = [&](std::string_view frame) {
    const auto more = --left > 0 ? zmq::send_flags::sndmore : zmq::send_flags::none;
    return socket_->send(zmq::buffer(frame), more | zmq::send_flags::dontwait).has_value();
  };
  for (const std::string_view frame : head) {
    if (!put(frame)) return;
  }
  for (const std::string& frame : body) {
    if (!put(frame)) return;
  }
}

void Worker::Impl::reply(const std::string& token, const std::vector<std::string>& body) {
  if (socket_) send({kWorkerHeader, kFinal, token, ""}, body);
}

void Worker::Impl::leave() {
  if (!socket_ || left_) return;
  left_ = true;
  send({kWorkerHeader, kDisconnect});
  socket_->set(zmq::sockopt::linger, kLeaveLingerMs);
}

Worker::Worker(zmq::context_t& context, WorkerOptions options)
    : impl_(std::make_unique<Impl>(context, std::move(options))) {}

Worker::~Worker() = default;

std::vector<Request> Worker::receive(std::size_t max, std::chrono::milliseconds timeout) {
  return impl_->receive(max, timeout);
}

void Worker::reply(const std::string& token, const std::vector<std::string>& body) {
  impl_->reply(token, body);
}

void Worker::beat() { impl_->beat(); }

void Worker::leave() { impl_->leave(); }

}  // namespace latido::messaging
