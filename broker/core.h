#pragma once

#include "broker/client_port.h"
#include "broker/counters.h"
#include "broker/journal.h"
#include "broker/limits.h"
#include "broker/protocol.h"
#include "broker/quarantine.h"
#include "broker/request_table.h"
#include "broker/sender.h"
#include "broker/service_table.h"
#include "broker/status.h"
#include "broker/token.h"
#include "broker/worker_table.h"
#include "common/clock.h"

#include <cstdint>
#include <string>

namespace latido::broker {

// Both clocks, read once per turn of the loop.
struct Moment {
  MonotonicTime mono;
  std::int64_t unix_ms = 0;
};

// Who gets what. Reads no clock and does no I/O but through the sender, and never throws for what a
// peer sent. One thread. Client requests are in core_clients.cc, workers in core_workers.cc,
// hand-over in core_dispatch.cc, time in core_time.cc.
class Core {
 public:
  // `secret`: random; makes the tokens of this run differ from those of earlier ones.
  Core(Limits limits, std::uint64_t secret, Sender& sender, Journal& journal);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // One message, without its routing id, which is `peer`.
  void handle(const std::string& peer, Frames&& frames, Moment now);
  // Whatever is due: deadlines, silent workers, heartbeats.
  void tick(Moment now);
  // When tick() is next needed.
  [[nodiscard]] MonotonicTime next_due() const;
  // The end: workers are told to go elsewhere and every request that is still here is answered.
  void close();

  // Requests taken in and not yet answered.
  [[nodiscard]] std::size_t depth() const { return requests_.size(); }
  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] std::string status(MonotonicTime now) const;

 private:
  void on_invalid(const std::string& peer, Moment now);

  // Clients.
  void on_request(const std::string& peer, Frames&& frames, const Parsed& parsed, Moment now);
  void answer_reserved(const std::string& peer,
                       const Frames& frames,
                       const Parsed& parsed,
                       Moment now);
  Result<MonotonicTime> deadline_of(const Frames& frames, const Parsed& parsed, Moment now) const;
  void take_in(Request&& request, Moment now);
  void settle(Request& request, const Rejection& why);

  // Workers.
  void on_worker(const std::string& peer, Frames& frames, const Parsed& parsed, Moment now);
  void on_ready(const std::string& peer, const Frames& frames, const Parsed& parsed, Moment now);
  void on_answer(Worker& worker, Frames& frames, const Parsed& parsed);
  void pass_on(Request& request, Frames& frames, const Parsed& parsed);
  bool collect(Request& request, Frames& frames, const Parsed& parsed);
  void abandon(Request& request);
  void release(Request& request, Worker& worker);
  bool take_late_answer(const std::string& peer, Frames& frames, const Parsed& parsed);
  void drop_earlier(Service& service, const std::string& run, Moment now);
  void send_disconnect(const std::string& peer, WorkerRoute route);
  void lose(Worker& worker, Loss loss, Moment now);
  void take_back(Request& request, const Worker& worker, Loss loss, Moment now);

  // Hand-over.
  void pump(Service& service, Moment now);
  bool must_go_alone(const Request& request) const;
  bool hand_over(Request& request, Worker& worker);

  // Time.
  void forgive_own_stall(MonotonicTime now);
  void on_deadline(Request& request);
  void on_worker_timer(Worker& worker, Moment now);
  void sweep_orphans(Moment now);

  Limits limits_;
  Sender& sender_;
  Journal& journal_;
  Counters counters_;
  ClientPort clients_;
  TokenMint mint_;
  RequestTable requests_;
  ServiceTable services_;
  WorkerTable workers_;
  Quarantine quarantine_;
  Message scratch_;
  MonotonicTime last_tick_;
  MonotonicTime next_sweep_;
  std::uint64_t handovers_ = 0;
};

}  // namespace latido::broker
