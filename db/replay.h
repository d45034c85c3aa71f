#pragma once

#include "comandos/domain/events.h"
#include "db/fault.h"
#include "db/read_model.h"
#include "db/reply_log.h"
#include "db/sqlite.h"
#include "db/store.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latido::db {

struct RecordedEvent {
  domain::Event event;
  std::int64_t recorded_at_unix_ms = 0;
};

// Reads the stored form of an event (common/wire); throws std::exception for bytes that are none.
using DecodeEvent = std::function<RecordedEvent(std::string_view payload)>;
// How many events are done, of those that there were when it began.
using RebuildProgress = std::function<void(std::int64_t done, std::int64_t of_all)>;

// Applies a store's events, from the first, to a read model of its own beside the store, and
// recomputes the chain on the way. Each read of the store is short; other programs may go on
// writing.
class Replay {
 public:
  // `scratch`: new, and prepared by prepare_scratch(). `replies`: where each event's reply is
  // expected; may be null. All must outlive this.
  Replay(Connection& store,
         Connection& scratch,
         DecodeEvent decode,
         RebuildProgress progress,
         ReplyLog* replies);

  // Until no event is left that is not applied. Call it again to catch up. The first thing that is
  // wrong ends it.
  std::optional<Fault> run();
  [[nodiscard]] std::int64_t done() const { return done_; }

 private:
  struct Tenant {
    std::string name;
    std::int64_t position = 0;  // applied last
    Sha256 hash{};
    std::int64_t recorded_at_unix_ms = 0;
  };
  struct StoredEvent {
    std::int64_t key = 0;
    std::int64_t type = 0;
    std::string payload;
    std::string hash;
  };
  void find_tenants();
  std::int64_t count_events();
  std::vector<StoredEvent> next_events(std::int64_t id, const Tenant& tenant);
  std::optional<Fault> apply_all(Tenant& tenant, const std::vector<StoredEvent>& events);
  std::optional<Fault> apply(Tenant& tenant, const StoredEvent& stored);

  Connection& scratch_;
  DecodeEvent decode_;
  RebuildProgress progress_;
  ReplyLog* replies_;
  ReadModel model_;
  Statement tenants_;
  Statement head_;
  Statement events_;
  std::map<std::int64_t, Tenant> by_id_;
  std::int64_t done_ = 0;
  std::int64_t of_all_ = 0;
};

// Makes the read model's tables in an empty file. Nothing is synced there: a scratch file that did
// not get finished is thrown away.
void prepare_scratch(Connection& scratch);

}  // namespace latido::db
