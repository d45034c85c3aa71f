#include "broker/status.h"

#include <string_view>

namespace latido::broker {
namespace {

// A list ends before the entry that would begin past its mark; an entry is under 1 KiB.
constexpr std::size_t kServicesEnd = 16 * 1024;
constexpr std::size_t kWorkersEnd = 32 * 1024;
constexpr std::size_t kQuarantineEnd = 63 * 1024;

// Service names and traces are printable ASCII: only two characters need an escape.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

// Writes the fields of one object; commas take care of themselves.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  ~Object() { out_ += '}'; }

  Object& number(std::string_view key, std::int64_t value) {
    begin(key);
    out_ += std::to_string(value);
    return *this;
  }
  Object& count(std::string_view key, std::uint64_t value) {
    return number(key, static_cast<std::int64_t>(value));
  }
  Object& text(std::string_view key, std::string_view value) {
    begin(key);
    out_ += quoted(value);
    return *this;
  }
  Object& flag(std::string_view key, bool value) {
    begin(key);
    out_ += value ? "true" : "false";
    return *this;
  }
  void begin(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    out_.append(quoted(key)).append(":");
  }

 private:
  std::string& out_;
};

void separate(std::string& out) {
  if (out.back() != '[') out += ',';
}

void list_services(const StatusView& view, std::string& out) {
  out += '[';
  for (const auto& [name, service] : view.services.all()) {
    if (out.size() > kServicesEnd) break;
    separate(out);
    Object(out)
        .text("name", name)
        .count("workers", service.workers.size())
        .count("waiting", service.queue.size())
        .count("waitingBytes", service.queue_bytes)
        .count("requests", service.requests)
        .count("answers", service.answers);
  }
  out += ']';
}

void list_workers(const StatusView& view, MonotonicTime now, std::string& out) {
  out += '[';
  for (const auto& [peer, worker] : view.workers.all()) {
    if (out.size() > kWorkersEnd) break;
    separate(out);
    Object(out)
        .text("service", worker->service->name)
        .text("protocol", worker->route.version == Version::v01 ? "MDP/0.1" : "MDP/0.2")
        .count("credits", worker->announced.credits)
        .count("inFlight", worker->used)
        .flag("retrySafe", worker->announced.retry_safe)
        .flag("sole", worker->announced.sole)
        .number("beatMs", to_ms(worker->beat()))
        .number("silentMs", to_ms(now - worker->last_heard));
  }
  out += ']';
}

void list_quarantine(const Quarantine& quarantine, std::string& out) {
  out += '[';
  for (const Quarantined& entry : quarantine.entries()) {
    if (out.size() > kQuarantineEnd) break;
    separate(out);
    Object(out)
        .text("service", entry.service)
        .text("trace", entry.trace)
        .count("size", entry.size)
        .text("headHex", entry.head_hex)
        .count("deaths", entry.deaths)
        .number("unixMs", entry.unix_ms);
  }
  out += ']';
}

void write_counters(const Counters& c, std::string& out) {
  Object(out)
      .count("requests", c.requests)
      .count("answers", c.answers)
      .count("noService", c.refused_no_service)
      .count("busy", c.refused_busy)
      .count("expired", c.refused_expired)
      .count("outcomeUnknown", c.outcome_unknown)
      .count("quarantined", c.quarantined)
      .count("redelivered", c.redelivered)
      .count("badRequests", c.bad_requests)
      .count("invalid", c.invalid)
      .count("unexpected", c.unexpected)
      .count("strayAnswers", c.stray_answers)
      .count("undeliverable", c.undeliverable);
}

}  // namespace

std::string status_json(const StatusView& view, MonotonicTime now) {
  std::string out;
  {
    Object status(out);
    status.count("services", view.services.all().size())
        .count("workers", view.workers.size())
        .count("waiting", view.services.waiting())
        .count("inFlight", view.requests.size() - view.services.waiting())
        .count("keptBytes", view.requests.bytes())
        .count("timers", view.requests.timers());
    status.begin("counters");
    write_counters(view.counters, out);
    status.begin("serviceList");
    list_services(view, out);
    status.begin("workerList");
    list_workers(view, now, out);
    status.begin("quarantine");
    list_quarantine(view.quarantine, out);
  }
  return out;
}

}  // namespace latido::broker
