#include "clients/cpp/command/drill/run.h"

#include "clients/cpp/command/drill/score.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <utility>

namespace latido::command {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kCalm{300};   // between faults
constexpr seconds kNamedWithin{10};  // a verdict that is later than this is a miss
constexpr seconds kHeardWithin{5};
constexpr seconds kUpWithin{90};  // restarts back off to 30 s
constexpr seconds kQuiet{3};      // a load with nothing else done
constexpr milliseconds kAfterJump{700};

void say(const std::string& text) { std::cerr << "drill: " << text << '\n'; }

}  // namespace

DrillResult DrillRun::run() {
  wait_up("at the start");
  check_targets();
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

void DrillRun::check_targets() {
  std::vector<std::string> names;
  for (const auto& [name, service] : recorder_.services()) names.push_back(name);
  for (const auto& name : names) target(name);
  for (const auto& [name, pipe] : options_.pipes) {
    if (!recorder_.services().contains(name)) {
      throw std::runtime_error("the monitor watches no service " + name + ", named by --switch");
    }
    require_switch(pipe);
  }
  if (!options_.stops_s.empty()) monitor();
}

void DrillRun::faults(int hogs) {
  std::vector<std::string> names;
  for (const auto& [name, service] : recorder_.services()) names.push_back(name);
  // Those with a switch have faults of their own, where others are left to be killed and stopped.
  const bool others = std::any_of(names.begin(), names.end(), [this](const auto& name) {
    return !options_.pipes.contains(name);
  });
  for (int round = 0; round < options_.rounds; ++round) {
    for (const auto& name : names) {
      if (others && options_.pipes.contains(name)) continue;
      kill(name, hogs);
      stop(name, hogs);
    }
    // What spins or waits for a lock on a crowded machine cannot be told from the starved.
    if (hogs == 0) switch_faults();
  }
}

// In turn to those that have a switch: one that dies too often is started again ever more slowly.
void DrillRun::switch_faults() {
  auto next = options_.pipes.begin();
  for (const auto& one : switches()) {
    if (options_.pipes.empty()) return;
    if (next == options_.pipes.end()) next = options_.pipes.begin();
    switched(next->first, one);
    ++next;
  }
}

void DrillRun::kill(const std::string& service, int hogs) {
  auto trial = begin(kKill, service, hogs);
  const auto victim = target(service);
  trial.from = monotonic_now();
  victim.send(SIGKILL);
  wait_named(trial);
  finish(std::move(trial));
}

void DrillRun::stop(const std::string& service, int hogs) {
  auto trial = begin(kStop, service, hogs);
  auto victim = target(service);
  trial.from = monotonic_now();
  Stopped stopped(std::move(victim));
  wait_named(trial);
  const auto held = monotonic_now() - trial.from;
  if (held < options_.hold) {
    recorder_.record(std::chrono::ceil<milliseconds>(options_.hold - held));
  }
  trial.lifted = monotonic_now();
  stopped.go_on();
  finish(std::move(trial));
}

void DrillRun::switched(const std::string& service, const Switch& one) {
  auto trial = begin(one.fault, service, 0);
  const auto broken = target(service);
  const auto incarnation = recorder_.services().at(service).incarnation;
  trial.from = monotonic_now();
  throw_switch(options_.pipes.at(service), one.word);
  wait_named(trial);
  if (one.ended_by != EndedBy::recovery) trial.lifted = monotonic_now();
  if (one.ended_by == EndedBy::word) throw_switch(options_.pipes.at(service), one.end_word);
  if (one.ended_by == EndedBy::kill) {
    trial.ended_by_kill = true;
    broken.send(SIGKILL);
    recorder_.record_until(
        [&] { return recorder_.services().at(service).incarnation != incarnation; }, kUpWithin);
  }
  finish(std::move(trial));
}

void DrillRun::quiet(int hogs) {
  wait_up(std::to_string(hogs) + " CPU hogs");
  recorder_.record(kQuiet);
}

void DrillRun::stop_monitor(int seconds) {
  say("monitor stopped for " + std::to_string(seconds) + " s");
  wait_up("before the monitor is stopped");
  Pause pause{.from = monotonic_now(), .to = {}};
  Stopped stopped(monitor());
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

Trial DrillRun::begin(const Fault& fault, const std::string& service, int hogs) {
  const std::string name = fault.name;
  wait_up("before " + name + " of " + service);
  recorder_.record(kCalm);
  say(name + " of " + service + (hogs == 0 ? "" : " under " + std::to_string(hogs) + " hogs"));
  return {.fault = name,
          .expected = fault.expected,
          .reason = fault.reason,
          .service = service,
          .hogs = hogs,
          .from = {},
          .lifted = {},
          .to = {},
          .target = hogs == 0 ? fault.target : fault.target_hogs,
          .beats_stop = fault.beats_stop};
}

void DrillRun::wait_named(const Trial& trial) {
  const auto named = [&] {
    const auto& told = recorder_.told();
    return std::any_of(
        told.rbegin(), told.rend(), [&](const Told& one) { return names(trial, one); });
  };
  recorder_.record_until(named, kNamedWithin);
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

Target DrillRun::target(const std::string& service) {
  recorder_.record_until([&] { return recorder_.identity(service).has_value(); }, kHeardWithin);
  if (const auto identity = recorder_.identity(service)) return {service, *identity};
  throw std::runtime_error(service + ": its beats are not heard here, so its process is not known");
}

Target DrillRun::monitor() {
  recorder_.record_until([&] { return recorder_.monitor().has_value(); }, kHeardWithin);
  if (const auto identity = recorder_.monitor()) return {"the monitor", *identity};
  throw std::runtime_error("the monitor's own beats are not heard, so its process is not known");
}

}  // namespace latido::command
