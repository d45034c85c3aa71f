#include "comandos/command_service.h"

#include "comandos/executor.h"
#include "common/wire/command_codec.h"
#include "common/wire/error_reply.h"
#include "common/wire/opened.h"
#include "common/wire/reply_codec.h"

#include <functional>
#include <utility>

#include <spdlog/spdlog.h>

namespace latido::comandos {
namespace {

constexpr std::uint32_t kRetryAfterMs = 100;

// A request on its way through one turn.
struct Pending {
  const messaging::Request* request;
  wire::Opened opened;
  Result<wire::CommandRequest> command;
  Executed executed;

  // Its deadline has passed: nothing new is done for it, but what was done earlier is still told.
  [[nodiscard]] bool late() const {
    return opened.refused && opened.refused->code == Code::expired;
  }

  void refuse(Rejection rejection) {
    command = tl::make_unexpected(std::move(rejection));
    executed = {};
  }
};

Pending open(const messaging::Request& request, std::int64_t now_unix_ms) {
  Pending pending{&request, wire::open_request(request, now_unix_ms), {}, {}};
  if (pending.opened.refused && !pending.late()) {
    pending.refuse(*pending.opened.refused);
  } else {
    pending.command = wire::read_command(pending.opened.payload);
  }
  return pending;
}

Answer answer(const Pending& pending) {
  auto payload = pending.command ? wire::render_reply(pending.executed.reply, pending.opened.form)
                                 : wire::encode_error(pending.command.error(), pending.opened.form);
  return {pending.request->token,
          wire::reply_body(pending.opened,
                           wire::bounded(std::move(payload), pending.opened.form),
                           pending.executed.replayed)};
}

void run(db::WriteStore& store, Pending& pending, TurnTime time) {
  if (!pending.late()) {
    pending.executed = execute(store, *pending.command, time);
  } else if (auto earlier = find_executed(store, *pending.command)) {
    pending.executed = std::move(*earlier);
  } else {
    pending.refuse(*pending.opened.refused);
  }
}

using Batch = std::vector<Pending*>;

// Not "nothing was done": an earlier copy of the request may have been carried out.
void refuse_uncommitted(const Batch& batch) {
  for (auto* pending : batch) {
    if (!pending->command) continue;
    pending->refuse({Code::busy,
                     "",
                     "The store could not take the request now; send it again with the same key.",
                     kRetryAfterMs});
  }
}

[[noreturn]] void throw_unknown() {
  throw OutcomeUnknown("the outcome of a commit is not known; the store must be opened anew");
}

// One transaction for the whole batch. Throws what the store throws, with nothing of the batch
// committed, or OutcomeUnknown.
void write(db::WriteStore& store,
           const Batch& batch,
           std::int64_t now_unix_ms,
           const std::function<void()>& alive) {
  TurnTime time{now_unix_ms, now_unix_ms};
  try {
    time.recorded_at_unix_ms = store.begin(now_unix_ms);
  } catch (const db::Busy& busy) {
    spdlog::warn("the store was held by another program: {}", busy.what());
    return refuse_uncommitted(batch);
  }
  for (auto* pending : batch) {
    alive();
    if (pending->command) run(store, *pending, time);
  }
  alive();
  const auto outcome = store.commit();
  if (outcome == db::CommitOutcome::not_committed) refuse_uncommitted(batch);
  if (outcome == db::CommitOutcome::unknown) throw_unknown();
}

// A batch that failed holds a request that runs into a bug of ours or a promise of the schema. Each
// is run alone, so that only that one is refused.
void write_one_by_one(db::WriteStore& store,
                      const Batch& batch,
                      std::int64_t now_unix_ms,
                      const std::function<void()>& alive) {
  for (auto* pending : batch) {
    try {
      write(store, {pending}, now_unix_ms, alive);
    } catch (const db::Fenced&) {
      throw;
    } catch (const db::StoreError& error) {
      store.rollback();
      if (store.outcome_unknown()) throw_unknown();
      spdlog::error("a command was refused by the store: {}", error.what());
      pending->refuse({Code::internal,
                       "",
                       "The request could not be carried out. The log of comandos has the cause.",
                       0});
    }
  }
}

void write_all(db::WriteStore& store,
               const Batch& batch,
               std::int64_t now_unix_ms,
               const std::function<void()>& alive) {
  try {
    write(store, batch, now_unix_ms, alive);
  } catch (const db::Fenced&) {
    throw;
  } catch (const db::StoreError& error) {
    store.rollback();
    if (store.outcome_unknown()) throw_unknown();
    spdlog::warn("a batch of {} was rolled back and is run again one by one: {}",
                 batch.size(),
                 error.what());
    write_one_by_one(store, batch, now_unix_ms, alive);
  }
}

}  // namespace

std::vector<Answer> CommandService::turn(const std::vector<messaging::Request>& requests,
                                         std::int64_t now_unix_ms) {
  std::vector<Pending> all;
  all.reserve(requests.size());
  for (const auto& request : requests) all.push_back(open(request, now_unix_ms));

  Batch batch;
  for (auto& pending : all) {
    if (pending.command) batch.push_back(&pending);
  }
  if (!batch.empty()) write_all(store_, batch, now_unix_ms, alive_);

  std::vector<Answer> answers;
  answers.reserve(all.size());
  for (const auto& pending : all) answers.push_back(answer(pending));
  return answers;
}

}  // namespace latido::comandos
