#pragma once

#include "clients/cpp/command/subcommands.h"

#include <cstdint>
#include <string>
#include <vector>

namespace latido::command {

// Declares a subcommand and what it takes. Stands before CLI11, whose templates take long to
// compile: only declare.cc includes it. What values are put into must outlive the parsing; the
// action keeps its own share of it.
class Subcommand {
 public:
  // `chosen` gets the action of the subcommand that the command line names.
  Subcommand(CLI::App& app, const char* name, const char* description, Action& chosen);

  // One within this one. A subcommand that has others needs one of them named.
  Subcommand within(const char* name, const char* description);

  Subcommand& help(const char* text);  // shown below the options: what it does, and examples

  // "--name" an option, "NAME" a positional.
  Subcommand& take(const char* name, std::string& into, const char* text);
  Subcommand& need(const char* name, std::string& into, const char* text);
  Subcommand& take_number(const char* name,
                          std::uint64_t& into,
                          const char* text,
                          std::uint64_t min,
                          std::uint64_t max);
  Subcommand& need_number(const char* name, std::uint64_t& into, const char* text);
  Subcommand& take_flag(const char* name, bool& into, const char* text);
  Subcommand& take_choice(const char* name,
                          std::string& into,
                          const char* text,
                          const std::vector<std::string>& choices);
  // Any number of them; `need_many`: one or more.
  Subcommand& take_many(const char* name, std::vector<std::string>& into, const char* text);
  Subcommand& need_many(const char* name, std::vector<std::string>& into, const char* text);

  // A positional FILE instead of all options declared so far.
  Subcommand& take_file(std::string& into);

  void action(Action action);

 private:
  Subcommand(CLI::App* app, Action* chosen) : app_(app), chosen_(chosen) {}

  CLI::App* app_;
  Action* chosen_;
};

}  // namespace latido::command
