#include "clients/cpp/command/declare.h"
#include "clients/cpp/command/session.h"
#include "clients/cpp/command/store_check.h"

#include <iostream>

namespace latido::command {
namespace {

constexpr char kHelp[] =
    R"(Walks the tenant's whole chain of events from the first to the last and recomputes every hash.
Prints the position and the hash of the last event: keep both, since a chain alone does not show
a tail that was cut off. With --json every page is one line.

With --store PATH, on the machine that has it: reads the store itself, recomputes the chains of all
tenants, folds all events from the start and compares every row and every balance with what they
come to, the stored replies with what they say, the guards that keep rows from being changed, and
the file's indexes and pages.
Names the first difference (with --json: `difference`). Latido may go on meanwhile.

Exit code 4 where the chain is broken or something differs.

Examples:
  latido --tenant acme verify
  latido verify --store latido.db
)";

constexpr char kRebuildHelp[] =
    R"(Makes the read model and the ledger anew from the events, beside the old ones, and swaps them in one
transaction: readers see the old ones until then. Needs the store to itself: stop comandos first.

Example:
  latido rebuild --store latido.db
)";

constexpr std::uint64_t kFirstPosition = 1;

std::string intact_text(std::uint64_t checked, schema::ChainReport::Reader last, Style style) {
  return "Intact: " + std::to_string(checked) + (checked == 1 ? " event.\n" : " events.\n") +
         facts({{"Head position", std::to_string(last.getHeadPosition())},
                {"Head hash", last.getHeadHash().cStr()}},
               style);
}

ExitCode broken(const Session& session, schema::ChainReport::Reader report) {
  if (!session.globals().json) {
    session.print("Broken at position " + std::to_string(report.getFirstBadPosition()) +
                  ": the event there is missing or is not the one that was written.\n");
  }
  return ExitCode::not_intact;
}

ExitCode verify(Session& session) {
  std::uint64_t checked = 0;
  std::uint64_t position = kFirstPosition;
  for (;;) {
    capnp::MallocMessageBuilder message;
    auto query = session.new_query(message);
    query.initVerifyChain().setFromPosition(position);
    const auto reply = client::call(session.client(), query.asReader(), wire::Form::json);
    if (!reply) return session.explain(reply.error(), "");
    if (session.globals().json) session.print(reply->bytes() + '\n');
    if (reply->refusal()) return session.explain(*reply->refusal(), "");
    const auto report = reply->root().getChain();
    checked += report.getChecked();
    if (!report.getIntact()) return broken(session, report);
    const std::uint64_t next = report.getNextPosition();
    if (next == 0) {
      if (!session.globals().json) session.print(intact_text(checked, report, session.style()));
      return ExitCode::ok;
    }
    if (next <= position) {
      std::cerr << "latido: the service does not get on from position " << position << ".\n";
      return ExitCode::no_answer;
    }
    position = next;
  }
}

}  // namespace

void add_verify(CLI::App& app, Action& chosen) {
  const auto store = std::make_shared<std::string>();
  Subcommand sub(app, "verify", "Verify the chain, or with --store every row there is", chosen);
  sub.help(kHelp).take("--store", *store, "The store's file, for all that can be verified");
  sub.action([store](Session& session) {
    return store->empty() ? verify(session) : verify_store(session, *store);
  });
  Subcommand anew(app, "rebuild", "Make read model and ledger anew from the events", chosen);
  anew.help(kRebuildHelp).need("--store", *store, "The store's file");
  anew.action([store](Session& session) { return rebuild_store(session, *store); });
}

}  // namespace latido::command
