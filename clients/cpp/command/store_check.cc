#include "clients/cpp/command/store_check.h"

#include "clients/cpp/command/json_text.h"
#include "comandos/stored_replies.h"
#include "common/wire/event_codec.h"
#include "db/rebuild.h"
#include "db/store.h"

#include <iostream>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace latido::command {
namespace {

db::RecordedEvent decode(std::string_view payload) {
  auto recorded = wire::decode_event(payload);
  return {std::move(recorded.event), recorded.recorded_at_unix_ms};
}

// Of the events one line that is written over on a terminal, elsewhere a line for each tenth; then
// a line for each phase.
class Progress {
 public:
  void show(std::int64_t done, std::int64_t of_all) {
    constexpr std::int64_t kParts = 10;
    const std::int64_t part = of_all == 0 ? kParts : done * kParts / of_all;
    if (!terminal_ && part == part_) return;
    part_ = part;
    std::cerr << (terminal_ ? "\r" : "") << "latido: " << done << " of " << of_all << " events"
              << (terminal_ ? "" : "\n") << std::flush;
    open_line_ = terminal_;
  }
  void show(std::string_view phase) {
    end();
    std::cerr << "latido: " << phase << "...\n" << std::flush;
  }
  void end() {
    if (open_line_) std::cerr << '\n';
    open_line_ = false;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool open_line_ = false;
  std::int64_t part_ = -1;
};

void require_file(const std::string& store) {
  struct stat status {};
  if (::stat(store.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    throw UsageError("--store " + store + " is no file.");
  }
  if (::access(store.c_str(), R_OK) != 0) {
    throw UsageError("--store " + store + " cannot be read.");
  }
}

template <class Work>
db::RebuildReport run(const std::string& store, Work work) {
  Progress progress;
  db::RebuildOptions options;
  options.store_path = store;
  options.scratch_path = store + ".scratch-" + std::to_string(::getpid());
  options.decode = decode;
  options.replies = &comandos::stored_replies();
  options.progress = [&](std::int64_t done, std::int64_t of_all) { progress.show(done, of_all); };
  options.phase = [&](std::string_view phase) { progress.show(phase); };
  auto report = work(options);
  progress.end();
  return report;
}

std::string json_of(const db::RebuildReport& report) {
  std::string json = R"({"intact":)" + std::string(report.fault ? "false" : "true") +
                     R"(,"events":")" + std::to_string(report.events) + R"(","rows":")" +
                     std::to_string(report.rows) + '"';
  if (report.fault) {
    const auto& fault = *report.fault;
    json += R"(,"difference":{"table":)" + json_text(fault.table) + R"(,"key":)" +
            json_text(fault.key) + R"(,"column":)" + json_text(fault.column) + R"(,"stored":)" +
            json_text(fault.stored) + R"(,"expected":)" + json_text(fault.expected) + '}';
  }
  return json + "}\n";
}

ExitCode print(const Session& session, const db::RebuildReport& report, const char* what) {
  if (session.globals().json) {
    session.print(json_of(report));
  } else if (report.fault) {
    session.print("First difference: " + printable(report.fault->text()) + '\n');
  } else {
    session.print(std::string(what) + std::to_string(report.events) + " events, " +
                  std::to_string(report.rows) + " rows.\n");
  }
  return report.fault ? ExitCode::not_intact : ExitCode::ok;
}

}  // namespace

ExitCode verify_store(const Session& session, const std::string& store) {
  require_file(store);
  try {
    const auto report = run(store, db::verify);
    return print(session, report, "Every row is what the events come to: ");
  } catch (const db::Busy&) {
    throw;
  } catch (const db::Outdated&) {
    throw;
  } catch (const db::StoreError& error) {
    // Damaged, or not with these tables.
    if (session.globals().json)
      session.print(R"({"intact":false,"fault":)" + json_text(error.what()) + "}\n");
    std::cerr << "latido: " << store << " is not intact: " << error.what() << '\n';
    return ExitCode::not_intact;
  }
}

ExitCode rebuild_store(const Session& session, const std::string& store) {
  require_file(store);
  const auto lock = db::WriterLock::try_take(store);
  if (!lock) throw UsageError("A comandos holds " + store + ": stop it first.");
  const auto report = run(store, db::rebuild);
  return print(session, report, "Made anew from ");
}

}  // namespace latido::command
