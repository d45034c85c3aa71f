#pragma once

#include "clients/cpp/command/drill/fault_list.h"
#include "clients/cpp/command/drill/faults.h"
#include "clients/cpp/command/drill/recorder.h"
#include "clients/cpp/command/drill/trial.h"

#include <map>
#include <string>
#include <vector>

namespace latido::command {

struct DrillOptions {
  int rounds = 3;                            // of each fault, under each load
  std::chrono::milliseconds hold{1000};      // a stopped service stays so at least
  std::vector<int> hogs{8, 32};              // loads besides none
  std::vector<int> stops_s{1, 5, 30};        // of the monitor
  std::string clock_file;                    // of libfaketime; empty: no clock jumps
  std::map<std::string, std::string> pipes;  // service to its switch
};

// Does each fault in turn and waits until all is up again. Throws std::runtime_error where that
// does not happen, or before it has done anything where a process is not one of this machine, and
// std::system_error where a fault cannot be done. Says what it does on standard error.
class DrillRun {
 public:
  DrillRun(Recorder& recorder, DrillOptions options)
      : recorder_(recorder), options_(std::move(options)) {}

  DrillResult run();

 private:
  void check_targets();
  void faults(int hogs);
  void switch_faults();
  void kill(const std::string& service, int hogs);
  void stop(const std::string& service, int hogs);
  void switched(const std::string& service, const Switch& one);
  void quiet(int hogs);
  void stop_monitor(int seconds);
  void jump_clocks();
  Trial begin(const Fault& fault, const std::string& service, int hogs);
  void finish(Trial trial);
  void wait_named(const Trial& trial);
  void wait_up(const std::string& after);
  Target target(const std::string& service);
  Target monitor();

  Recorder& recorder_;
  DrillOptions options_;
  DrillResult result_;
};

}  // namespace latido::command
