#include "comandos/command_service.h"

#include "comandos/executor.h"
#include "common/wire/command_codec.h"
#include "common/wire/error_reply.h"
#include "common/wire/opened.h"
#include "common/wire/reply_codec.h"

#include <utility>

#include <spdlog/spdlog.h>

namespace latido::comandos {
namespace {

constexpr std::uint32_t kRetryAfterMs = 100;
constexpr std::uint32_t kBrokenRetryAfterMs = 1000;

// A request on its way through one turn.
struct Pending {
  const messaging::Request* request;
  wire::Opened opened;
  Result<wire::CommandRequest> command;
  Executed executed;
};

Pending open(const messaging::Request& request, std::int64_t now_unix_ms) {
  auto opened = wire::open_request(request, now_unix_ms);
  auto command = opened.refused ? Result<wire::CommandRequest>(tl::make_unexpected(*opened.refused))
                                : wire::read_command(opened.payload);
  return {&request, std::move(opened), std::move(command), {}};
}

Answer answer(const Pending& pending) {
  auto payload = pending.command ? wire::render_reply(pending.executed.reply, pending.opened.form)
                                 : wire::encode_error(pending.command.error(), pending.opened.form);
  return {pending.request->token,
          wire::reply_body(pending.opened, std::move(payload), pending.executed.replayed)};
}

void refuse(Pending& pending, Code code, std::string message, std::uint32_t retry_after_ms) {
  pending.command = tl::make_unexpected(Rejection{code, "", std::move(message), retry_after_ms});
}

using Batch = std::vector<Pending*>;

// One transaction for the whole batch. Throws what the store throws, with nothing of the batch
// committed, or OutcomeUnknown.
db::CommitOutcome write(db::WriteStore& store, const Batch& batch, std::int64_t now_unix_ms) {
  store.begin();
  for (auto* pending : batch) pending->executed = execute(store, *pending->command, now_unix_ms);
  const auto outcome = store.commit();
  if (outcome == db::CommitOutcome::unknown) {
    throw OutcomeUnknown("the outcome of a commit is not known; the store must be opened anew");
  }
  return outcome;
}

void refuse_uncommitted(const Batch& batch) {
  for (auto* pending : batch) {
    refuse(*pending,
           Code::busy,
           "The store could not take the request now; nothing was done.",
           kRetryAfterMs);
  }
}

// A batch that failed holds a request that runs into a bug of ours or a promise of the schema. Each
// is run alone, so that only that one is refused.
void write_one_by_one(db::WriteStore& store, const Batch& batch, std::int64_t now_unix_ms) {
  for (auto* pending : batch) {
    const Batch alone{pending};
    try {
      if (write(store, alone, now_unix_ms) == db::CommitOutcome::not_committed)
        refuse_uncommitted(alone);
    } catch (const db::Fenced&) {
      throw;
    } catch (const db::StoreError& error) {
      store.rollback();
      spdlog::error("a command was refused by the store: {}", error.what());
      refuse(*pending,
             Code::internal,
             "The request could not be carried out; nothing was done. The log has the cause.",
             kBrokenRetryAfterMs);
    }
  }
}

void write_all(db::WriteStore& store, const Batch& batch, std::int64_t now_unix_ms) {
  try {
    if (write(store, batch, now_unix_ms) == db::CommitOutcome::not_committed)
      refuse_uncommitted(batch);
  } catch (const db::Fenced&) {
    throw;
  } catch (const db::StoreError& error) {
    store.rollback();
    spdlog::warn("a batch of {} was rolled back and is run again one by one: {}",
                 batch.size(),
                 error.what());
    write_one_by_one(store, batch, now_unix_ms);
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
  if (!batch.empty()) write_all(store_, batch, now_unix_ms);

  std::vector<Answer> answers;
  answers.reserve(all.size());
  for (const auto& pending : all) answers.push_back(answer(pending));
  return answers;
}

}  // namespace latido::comandos
