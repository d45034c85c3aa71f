#pragma once

#include "comandos/domain/events.h"
#include "db/sqlite.h"

#include <cstdint>
#include <memory>

namespace latido::db {

// Writes what each event means into the tables that decisions and queries look at (0002), and into
// the ledger. The events are the truth: the same events give the same rows, and nothing else does.
class ReadModel {
 public:
  explicit ReadModel(Connection& db);
  ~ReadModel();
  ReadModel(const ReadModel&) = delete;
  ReadModel& operator=(const ReadModel&) = delete;

  // `key`: of the event, whose predecessors have all been applied. Throws BrokenPromise for one
  // that cannot have followed from them.
  void apply(std::int64_t key, const domain::Event& event, std::int64_t recorded_at_unix_ms);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace latido::db
