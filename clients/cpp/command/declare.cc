#include "clients/cpp/command/declare.h"

#include <CLI/CLI.hpp>

namespace latido::command {

Subcommand::Subcommand(CLI::App& app, const char* name, const char* description, Action& chosen)
    : app_(app.add_subcommand(name, description)), chosen_(&chosen) {}

Subcommand Subcommand::within(const char* name, const char* description) {
  app_->require_subcommand(1);
  return {app_->add_subcommand(name, description), chosen_};
}

Subcommand& Subcommand::help(const char* text) {
  app_->footer(text);
  return *this;
}

Subcommand& Subcommand::take(const char* name, std::string& into, const char* text) {
  app_->add_option(name, into, text);
  return *this;
}

Subcommand& Subcommand::need(const char* name, std::string& into, const char* text) {
  app_->add_option(name, into, text)->required();
  return *this;
}

Subcommand& Subcommand::take_number(
    const char* name, std::uint64_t& into, const char* text, std::uint64_t min, std::uint64_t max) {
  app_->add_option(name, into, text)->check(CLI::Range(min, max))->capture_default_str();
  return *this;
}

Subcommand& Subcommand::need_number(const char* name, std::uint64_t& into, const char* text) {
  app_->add_option(name, into, text)->required();
  return *this;
}

Subcommand& Subcommand::take_flag(const char* name, bool& into, const char* text) {
  app_->add_flag(name, into, text);
  return *this;
}

Subcommand& Subcommand::take_choice(const char* name,
                                    std::string& into,
                                    const char* text,
                                    const std::vector<std::string>& choices) {
  app_->add_option(name, into, text)->check(CLI::IsMember(choices));
  return *this;
}

Subcommand& Subcommand::take_many(const char* name,
                                  std::vector<std::string>& into,
                                  const char* text) {
  // One value each time: what follows may be a positional.
  app_->add_option(name, into, text)->allow_extra_args(false);
  return *this;
}

Subcommand& Subcommand::need_many(const char* name,
                                  std::vector<std::string>& into,
                                  const char* text) {
  app_->add_option(name, into, text)->required();
  return *this;
}

Subcommand& Subcommand::take_file(std::string& into) {
  auto* file = app_->add_option("FILE", into, "JSON file instead of options; - for standard input");
  for (auto* option : app_->get_options()) {
    const auto name = option->get_name();
    if (option != file && name != "--help" && name != "-h,--help") option->excludes(file);
  }
  return *this;
}

void Subcommand::action(Action action) {
  app_->callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
}

}  // namespace latido::command
