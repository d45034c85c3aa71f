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
void add_master_data(CLI::App& app, Action& chosen);      // customer, series
void add_invoice_changes(CLI::App& app, Action& chosen);  // pay, void
void add_queries(CLI::App& app, Action& chosen);          // get, list, series-status
void add_verify(CLI::App& app, Action& chosen);
void add_status(CLI::App& app, Action& chosen);
void add_watch(CLI::App& app, Action& chosen);
void add_drill(CLI::App& app, Action& chosen);

}  // namespace latido::command
