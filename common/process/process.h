#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace latido::process {

// Makes SIGINT and SIGTERM ask for a stop, and ignores SIGPIPE. Call first in main.
void install_stop_signals();

// Lets this process open as many files as the system allows it: the usual soft limit of 1024 would
// be the number of connections after which nobody else gets in. Early in main of a service.
void raise_file_limit();

// True once a stop was asked for. From any thread; every loop looks at it once per turn, and no
// loop waits longer than 100 ms.
bool stop_requested();

// For tests and for a loop that must end the process in order.
void request_stop();

// One line per event worth knowing, on standard error: time, level, service, text. `level`: one of
// log_levels(). Then log with spdlog::info() and so on. No personal data or amounts above debug.
std::vector<std::string> log_levels();
void init_logging(const std::string& service, const std::string& level);

// Field 22 of /proc/PID/stat: start time in clock ticks since boot. 0 where there is no such
// process.
std::uint64_t start_ticks(std::uint32_t pid);

// /proc/sys/kernel/random/boot_id without its newline.
std::string boot_id();

}  // namespace latido::process
