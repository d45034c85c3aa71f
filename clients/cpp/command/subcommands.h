#pragma once

#include "clients/cpp/command/exit_code.h"

#include <functional>

namespace CLI {
class App;
}

namespace latido::command {

class Session;

// What the command line asks for; run after it was parsed.
using Action = std::function<ExitCode(Session&)>;

// Each adds its subcommands, which set `chosen`. `app` and `chosen` must outlive the parsing.
void add_issue(CLI::App& app, Action& chosen);
void add_preview(CLI::App& app, Action& chosen);
void add_draft(CLI::App& app, Action& chosen);            // draft create, lines, update, ...
void add_invoice_changes(CLI::App& app, Action& chosen);  // void, write-off, recover
void add_credit_note(CLI::App& app, Action& chosen);
void add_payments(CLI::App& app, Action& chosen);     // pay, reverse, refund
void add_allocations(CLI::App& app, Action& chosen);  // allocate, unallocate, apply-credit, adjust
void add_customer(CLI::App& app, Action& chosen);
void add_catalogue(CLI::App& app, Action& chosen);  // product, price, tax-rate
void add_series(CLI::App& app, Action& chosen);
void add_books(CLI::App& app, Action& chosen);  // tenant, policy, close-period
void add_get(CLI::App& app, Action& chosen);
void add_lists(CLI::App& app, Action& chosen);    // list, payments
void add_reports(CLI::App& app, Action& chosen);  // balance, statement, aging, tax-report, ...
void add_history(CLI::App& app, Action& chosen);  // ledger, trail, events
void add_export(CLI::App& app, Action& chosen);
void add_proof(CLI::App& app, Action& chosen);   // proof-key, export-proof, check-proof
void add_verify(CLI::App& app, Action& chosen);  // verify, rebuild
void add_status(CLI::App& app, Action& chosen);
void add_watch(CLI::App& app, Action& chosen);
void add_acknowledge(CLI::App& app, Action& chosen);
void add_maintenance(CLI::App& app, Action& chosen);
void add_availability(CLI::App& app, Action& chosen);  // history
void add_drill(CLI::App& app, Action& chosen);

}  // namespace latido::command
