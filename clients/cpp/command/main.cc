#include "clients/cpp/command/command_line.h"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  using namespace latido::command;
  Globals globals;
  Action action;
  try {
    if (const auto code = parse_command_line(argc, argv, globals, action)) {
      return static_cast<int>(*code);
    }
    Session session(globals);
    return static_cast<int>(action(session));
  } catch (const UsageError& error) {
    std::cerr << "latido: " << error.what() << '\n';
    return static_cast<int>(ExitCode::usage);
  } catch (const std::exception& error) {
    std::cerr << "latido: " << error.what() << '\n';
    return static_cast<int>(ExitCode::no_answer);
  }
}
