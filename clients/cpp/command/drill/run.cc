#include "clients/cpp/command/drill/run.h"

#include "clients/cpp/command/drill/faults.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <stdexcept>

namespace latido::command {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kCalm{300};   // between faults
constexpr seconds kNamedWithin{10};  // a verdict that is later than this is a miss
constexpr seconds kUpWithin{90};     // restarts back off to 30 s
constexpr seconds kQuiet{3};         // a load with nothing else done
constexpr milliseconds kAfterJump{700};

struct Fault {
  const char* name;
  const char* expected;
  milliseconds target;       // zero: none
  milliseconds target_hogs;  // under load
};

constexpr Fault kKill{"kill -9", "crashed", milliseconds(5), milliseconds(100)};
constexpr Fault kStop{"SIGSTOP", "stopped", milliseconds(150), milliseconds(0)};
// By the word that the switch takes.
struct Switch {
  const char* word;
  Fault fault;
  bool beats_stop;
};
constexpr Switch kSwitches[] = {
    {"deadlock", {"deadlock", "hung", milliseconds(350), milliseconds(0)}, false},
    {"spin", {"livelock", "hung", milliseconds(350), milliseconds(0)}, false},
    {"device", {"wait in state D", "ioStall", milliseconds(0), milliseconds(0)}, false},
    {"deaf", {"listener closed", "listenerLost", milliseconds(0), milliseconds(0)}, true},
};

const Fault& fault_named(const std::string& name) {
  if (name == kKill.name) return kKill;
  for (const auto& one : kSwitches) {
    if (name == one.fault.name) return one.fault;
  }
  return kStop;
}

void say(const std::string& text) { std::cerr << "drill: " << text << '\n'; }

}  // namespace

DrillResult DrillRun::run() {
  wait_up("at the start");
  recorder_.forget();  // what was told before is not the drill's doing
  faults(0);
  for (const int seconds : options_.stops_s) stop_monitor(seconds);
  if (!options_.clock_file.empty()) jump_clocks();
  for (const int hogs : options_.hogs) {
    say(std::to_string(hogs) + " CPU hogs");
    const Hogs load(hogs);
    quiet(hogs);
    faults(hogs);
  }
  wait_up("at the end");
  return result_;
}

void DrillRun::faults(int hogs) {
  std::vector<std::string> names;
  for (const auto& [name, service] : recorder_.services()) names.push_back(name);
  for (int round = 0; round < options_.rounds; ++round) {
    for (const auto& name : names) {
      if (names.size() > 1 && options_.pipes.contains(name)) continue;  // it has faults of its own
      kill(name, hogs);
      stop(name, hogs);
    }
    // What spins or waits for a lock on a crowded machine cannot be told from the starved.
    if (hogs != 0) continue;
    for (const auto& [name, pipe] : options_.pipes) switched(name, hogs);
  }
}

void DrillRun::kill(const std::string& service, int hogs) {
  auto trial = begin(kKill.name, service, hogs);
  send_signal(pid(service), SIGKILL);
  wait_named(trial);
  finish(std::move(trial));
}

void DrillRun::stop(const std::string& service, int hogs) {
  auto trial = begin(kStop.name, service, hogs);
  Stopped stopped(pid(service));
  wait_named(trial);
  const auto held = monotonic_now() - trial.from;
  if (held < options_.hold) {
    recorder_.record(std::chrono::ceil<milliseconds>(options_.hold - held));
  }
  trial.lifted = monotonic_now();
  stopped.go_on();
  finish(std::move(trial));
}

void DrillRun::switched(const std::string& service, int hogs) {
  for (const auto& one : kSwitches) {
    auto trial = begin(one.fault.name, service, hogs);
    trial.beats_stop = one.beats_stop;
    const auto broken = pid(service);
    throw_switch(options_.pipes.at(service), one.word);
    wait_named(trial);
    trial.lifted = monotonic_now();
    send_signal(broken, SIGKILL);
    recorder_.record_until([&] { return pid(service) != broken; }, kUpWithin);
    finish(std::move(trial));
  }
}

void DrillRun::quiet(int hogs) {
  wait_up(std::to_string(hogs) + " CPU hogs");
  recorder_.record(kQuiet);
}

void DrillRun::stop_monitor(int seconds) {
  say("monitor stopped for " + std::to_string(seconds) + " s");
  wait_up("before the monitor is stopped");
  Pause pause{.from = monotonic_now(), .to = {}};
  Stopped stopped(recorder_.monitor_pid());
  recorder_.record(std::chrono::seconds(seconds));
  stopped.go_on();
  pause.to = monotonic_now();
  result_.pauses.push_back(pause);
  const int before = recorder_.blind_spells();
  recorder_.record_until([&] { return recorder_.blind_spells() > before; }, kNamedWithin);
  recorder_.record_until([&] { return !recorder_.blind(); }, kNamedWithin);
  recorder_.record(kAfterJump);
}

void DrillRun::jump_clocks() {
  for (const auto* by : {"+3600s", "-3600s", "+86400s", "+0s"}) {
    say("clock jumps to " + std::string(by));
    jump_clock(options_.clock_file, by);
    ++result_.clock_jumps;
    recorder_.record(kAfterJump);
  }
}

Trial DrillRun::begin(const std::string& fault, const std::string& service, int hogs) {
  wait_up("before " + fault + " of " + service);
  recorder_.record(kCalm);
  say(fault + " of " + service + (hogs == 0 ? "" : " under " + std::to_string(hogs) + " hogs"));
  const auto& known = fault_named(fault);
  return {.fault = fault,
          .expected = known.expected,
          .service = service,
          .hogs = hogs,
          .from = monotonic_now(),
          .lifted = {},
          .to = {},
          .target = hogs == 0 ? known.target : known.target_hogs,
          .beats_stop = true};
}

void DrillRun::wait_named(const Trial& trial) {
  recorder_.record_until(
      [&] { return recorder_.services().at(trial.service).verdict == trial.expected; },
      kNamedWithin);
}

void DrillRun::finish(Trial trial) {
  wait_up(trial.fault + " of " + trial.service);
  trial.to = monotonic_now();
  if (trial.lifted == MonotonicTime{}) trial.lifted = trial.to;
  result_.trials.push_back(std::move(trial));
}

void DrillRun::wait_up(const std::string& after) {
  if (recorder_.record_until([&] { return recorder_.all_up(); }, kUpWithin)) return;
  throw std::runtime_error("not all services are up: " + after);
}

std::uint32_t DrillRun::pid(const std::string& service) const {
  return recorder_.services().at(service).pid;
}

}  // namespace latido::command
