#pragma once

#include "common/messaging/worker.h"
#include "db/store.h"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace latido::comandos {

struct Answer {
  std::string token;
  std::vector<std::string> body;
};

// The outcome of a commit is not known: this process must end, and its successor looks
// (db::CommitOutcome::unknown). Nobody in the batch is answered; the broker hands the requests to
// the successor, which finds their keys or does them.
class OutcomeUnknown : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The write turn: decode what has arrived, decide and write all of it in one transaction, commit
// with one fsync, answer. Nothing is answered before its commit. One thread.
class CommandService {
 public:
  // `alive` is called before each command and before the commit, so that the broker and the monitor
  // see a turn that takes long go on.
  explicit CommandService(
      db::WriteStore& store, std::function<void()> alive = [] {})
      : store_(store), alive_(std::move(alive)) {}

  // Every request gets exactly one answer. `now_unix_ms`: the time that events are stamped with and
  // deadlines are held against. Throws db::Fenced (another writer has taken over) and
  // OutcomeUnknown; both end the process.
  std::vector<Answer> turn(const std::vector<messaging::Request>& requests,
                           std::int64_t now_unix_ms);

 private:
  db::WriteStore& store_;
  std::function<void()> alive_;
};

}  // namespace latido::comandos
