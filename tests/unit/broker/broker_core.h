#pragma once

#include "broker/core.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

// A core with a clock that the test moves and a sender that writes everything down.
namespace latido::broker::test {

using namespace std::chrono_literals;

struct Sent {
  std::string peer;
  Frames frames;

  friend bool operator==(const Sent&, const Sent&) = default;
};

class RecordingSender final : public Sender {
 public:
  Delivery send(const std::string& peer, const Message& message) override {
    if (gone.contains(peer)) return Delivery::unreachable;
    if (choked.contains(peer)) return Delivery::full;
    sent.push_back({peer, Frames(message.begin(), message.end())});
    return Delivery::taken;
  }

  Delivery answer(const std::string& peer, const Message& message) override {
    return send(peer, message);
  }

  std::vector<Sent> sent;
  std::set<std::string> gone;
  std::set<std::string> choked;
};

class CountingJournal final : public Journal {
 public:
  void worker_joined(const Worker& /*worker*/) override { ++joined; }
  void worker_lost(const Worker& /*worker*/, Loss loss, std::size_t /*requests*/) override {
    losses.push_back(loss);
  }
  void request_quarantined(const Quarantined& entry) override { quarantined.push_back(entry); }

  int joined = 0;
  std::vector<Loss> losses;
  std::vector<Quarantined> quarantined;
};

inline std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

inline constexpr std::int64_t kStartUnixMs = 1'700'000'000'000;

class BrokerCore {
 public:
  explicit BrokerCore(Limits limits = {}) : core(limits, 0x1122334455667788, sender, journal) {}

  void from(const std::string& peer, Frames frames) { core.handle(peer, std::move(frames), now); }
  // As the loop does it: it comes round all the time.
  void pass(Duration time) {
    constexpr Duration kTurn = 100ms;
    do {
      const Duration step = std::min(time, kTurn);
      now.mono += step;
      now.unix_ms += to_ms(step);
      core.tick(now);
      time -= step;
    } while (time > Duration::zero());
  }
  // The process does not run at all, then comes round once.
  void stall(Duration time) {
    now.mono += time;
    now.unix_ms += to_ms(time);
    core.tick(now);
  }

  // MDP 0.2, not delimited.
  void request(const std::string& client, const std::string& service, const std::string& payload) {
    from(client, {"MDPC02", "\x01", service, payload});
  }
  void request_with(const std::string& client,
                    const std::string& service,
                    const std::string& header,
                    const std::string& payload) {
    from(client, {"MDPC02", "\x01", service, header, payload});
  }
  void ready(const std::string& worker, const std::string& service) {
    from(worker, {"MDPW02", "\x01", service});
  }
  void ready_with(const std::string& worker,
                  const std::string& service,
                  const std::string& announcement) {
    from(worker, {"MDPW02", "\x01", service, announcement});
  }
  // Its process ends: the next beat to it says so.
  void die(const std::string& worker) {
    sender.gone.insert(worker);
    pass(200ms);
    sender.gone.erase(worker);
  }
  void beat(const std::string& worker) { from(worker, {"MDPW02", "\x05"}); }
  void final(const std::string& worker, const std::string& token, const std::string& answer) {
    from(worker, {"MDPW02", "\x04", token, "", answer});
  }
  void partial(const std::string& worker, const std::string& token, const std::string& answer) {
    from(worker, {"MDPW02", "\x03", token, "", answer});
  }

  // Everything sent to the peer since the last call of take().
  std::vector<Frames> take(const std::string& peer) {
    std::vector<Frames> out;
    std::erase_if(sender.sent, [&](const Sent& sent) {
      if (sent.peer != peer) return false;
      out.push_back(sent.frames);
      return true;
    });
    return out;
  }
  // The last body frame of each message to a client.
  std::vector<std::string> answers(const std::string& client) {
    std::vector<std::string> out;
    for (const Frames& frames : take(client)) out.push_back(frames.back());
    return out;
  }
  // Payloads of the REQUESTs that an MDP 0.2 worker got, with their tokens.
  std::vector<std::pair<std::string, std::string>> work(const std::string& worker) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Frames& frames : take(worker)) {
      if (frames.size() > 4 && frames[1] == "\x02") out.emplace_back(frames[2], frames.back());
    }
    return out;
  }

  Moment now{MonotonicTime(1h), kStartUnixMs};
  RecordingSender sender;
  CountingJournal journal;
  Core core;
};

inline bool has_code(const std::string& answer, const std::string& code) {
  return answer.find("\"code\":\"" + code + "\"") != std::string::npos;
}

inline constexpr const char* kSafe = "LTD1 retry=safe beat=200";

}  // namespace latido::broker::test
