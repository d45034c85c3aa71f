#pragma once

#include "db/fault.h"
#include "db/replay.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

// Proof that the read model and the ledger are what the events say, and making them anew from
// these. Both replay all events into a scratch file, which is made and removed here.
namespace latido::db {

// What is done now, for people: "making the indexes".
using RebuildPhase = std::function<void(std::string_view what)>;

struct RebuildOptions {
  std::string store_path;
  std::string scratch_path;  // must not exist; about as large as the store without its events
  DecodeEvent decode;
  RebuildProgress progress{};  // called after each thousand events
  RebuildPhase phase{};        // called before each step after the events
  // For verify; null: command_log is not looked at (its rows are not replies to commands).
  const ReplyForm* replies = nullptr;
};

struct RebuildReport {
  std::int64_t events = 0;
  std::int64_t rows = 0;         // compared (verify) or made (rebuild)
  std::optional<Fault> fault{};  // the first; nothing: all is as it should be
};

// Reads only; a writer may go on meanwhile. What is compared at the end is of one moment: rows,
// the file with its indexes, balances, the replies that were given, and the guards that keep
// writers from spoiling them.
RebuildReport verify(const RebuildOptions& options);

// The caller holds the WriterLock. One transaction swaps the new tables for the old ones, readers
// see the old ones until then; a fault in the events themselves leaves everything as it is. Needs
// room for the new tables three times: the scratch file, the log, and the store.
RebuildReport rebuild(const RebuildOptions& options);

}  // namespace latido::db
