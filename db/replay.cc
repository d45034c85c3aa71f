#include "db/replay.h"

#include "common/chain.h"
#include "db/event_log.h"
#include "db/keys.h"
#include "db/migrate.h"

#include <exception>
#include <utility>

namespace latido::db {
namespace {

// What is read from the store at once, so that no read holds its log back.
constexpr int kChunkEvents = 1'000;
constexpr std::size_t kChunkBytes = 16U << 20U;

}  // namespace

void prepare_scratch(Connection& scratch) {
  scratch.run(
      "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA recursive_triggers = ON; "
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000");
  for (const auto& migration : read_model_of(all_migrations()))
    scratch.run(std::string(migration.sql).c_str());
}

Replay::Replay(Connection& store,
               Connection& scratch,
               DecodeEvent decode,
               RebuildProgress progress,
               ReplyLog* replies)
    : scratch_(scratch),
      decode_(std::move(decode)),
      progress_(std::move(progress)),
      replies_(replies),
      model_(scratch),
      tenants_(store, "SELECT tenant_id, name FROM tenant ORDER BY tenant_id"),
      head_(store,
            "SELECT event_key FROM event WHERE event_key BETWEEN ? AND ? ORDER BY event_key DESC "
            "LIMIT 1"),
      events_(store,
              "SELECT event_key, type, payload, hash FROM event WHERE event_key BETWEEN ? AND ? "
              "ORDER BY event_key LIMIT ?") {
  find_tenants();
  of_all_ = count_events();
}

std::optional<Fault> Replay::run() {
  for (bool more = true; more;) {
    more = false;
    find_tenants();
    for (auto& [id, tenant] : by_id_) {
      for (auto events = next_events(id, tenant); !events.empty();
           events = next_events(id, tenant)) {
        more = true;
        if (auto fault = apply_all(tenant, events)) return fault;
      }
    }
  }
  return std::nullopt;
}

void Replay::find_tenants() {
  for (auto row = tenants_.query(); row.next();) {
    if (by_id_.contains(row.integer(0))) continue;
    by_id_[row.integer(0)] = {.name = row.text(1), .hash = chain_start(row.bytes(1))};
  }
}

std::int64_t Replay::count_events() {
  std::int64_t all = 0;
  for (const auto& [id, tenant] : by_id_) {
    auto row = head_.query(make_key(id, 1), make_key(id, kPositionMax));
    if (row.next()) all += position_of(row.integer(0));
  }
  return all;
}

std::vector<Replay::StoredEvent> Replay::next_events(std::int64_t id, const Tenant& tenant) {
  std::vector<StoredEvent> events;
  std::size_t bytes = 0;
  auto row =
      events_.query(make_key(id, tenant.position + 1), make_key(id, kPositionMax), kChunkEvents);
  while (bytes < kChunkBytes && row.next()) {
    events.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3)});
    bytes += events.back().payload.size();
  }
  return events;
}

std::optional<Fault> Replay::apply_all(Tenant& tenant, const std::vector<StoredEvent>& events) {
  scratch_.run("BEGIN");
  for (const auto& event : events) {
    if (auto fault = apply(tenant, event)) return fault;
  }
  scratch_.run("COMMIT");
  done_ += static_cast<std::int64_t>(events.size());
  if (progress_) progress_(done_, std::max(done_, of_all_));
  return std::nullopt;
}

std::optional<Fault> Replay::apply(Tenant& tenant, const StoredEvent& stored) {
  const auto position = tenant.position + 1;
  const auto fault = [&](const char* column, std::string is, std::string should_be) {
    return Fault{.table = "event",
                 .key = tenant.name + "/" + std::to_string(position),
                 .column = column,
                 .stored = std::move(is),
                 .expected = std::move(should_be)};
  };
  if (position_of(stored.key) != position)
    return fault("position", std::to_string(position_of(stored.key)), std::to_string(position));
  const auto hash = chain_next(as_bytes(tenant.hash), position, stored.payload);
  if (as_bytes(hash) != stored.hash)
    return fault("hash", to_hex(stored.hash), to_hex(as_bytes(hash)));
  try {
    const auto recorded = decode_(stored.payload);
    if (event_type(recorded.event) != stored.type)
      return fault("type", std::to_string(stored.type), std::to_string(event_type(recorded.event)));
    if (recorded.recorded_at_unix_ms < tenant.recorded_at_unix_ms)
      return fault("payload", "an event before the one before it", "one that is not earlier");
    model_.apply(stored.key, recorded.event, recorded.recorded_at_unix_ms);
    if (replies_ != nullptr)
      replies_->expect({tenant_of(stored.key), tenant.name, position, recorded.event});
    tenant = {tenant.name, position, hash, recorded.recorded_at_unix_ms};
    return std::nullopt;
  } catch (const BrokenPromise& broken) {
    return fault("payload", broken.what(), "an event that follows from those before it");
  } catch (const StoreError&) {
    throw;
  } catch (const std::exception& unreadable) {
    return fault("payload", unreadable.what(), "an event");
  }
}

}  // namespace latido::db
