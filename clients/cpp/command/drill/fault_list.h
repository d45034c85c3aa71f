#pragma once

#include "common/clock.h"

#include <span>

namespace latido::command {

// What the drill does, and by which row of the table in docs/monitor.md it must be named.
struct Fault {
  const char* name;
  const char* expected;
  const char* reason;                     // that must come with the verdict; "": any
  std::chrono::milliseconds target = {};  // zero: none
  std::chrono::milliseconds target_hogs = {};
  bool beats_stop = true;  // one can tell by the beats alone
};

extern const Fault kKill;
extern const Fault kStop;

enum class EndedBy { kill, word, recovery };  // recovery: the process ends itself

// A fault that a service does to itself, by the word that its test-only switch takes.
struct Switch {
  const char* word;
  EndedBy ended_by;
  const char* end_word;  // "" unless that ends it
  Fault fault;
};

std::span<const Switch> switches();

}  // namespace latido::command
