#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace latido::monitor {

// What a file of /proc holds, its first 4 KiB; or the errno that says why it cannot be had. /proc
// is memory: this does not wait for a disk.
tl::expected<std::string, int> read_proc(const std::string& path);

// Where the kernel shows what all threads of a process have in common (fd, environ, ns): of its
// main thread, "/proc/PID", not once that has ended, then "/proc/PID/task/TID" of another that
// lives.
std::string folder_of(std::uint32_t pid);

// The environment of a process, its variables with a zero byte after each; empty where it is not
// for us to see.
std::string read_environment(std::uint32_t pid);

// The pids of all processes; nothing where /proc could not be listed.
std::optional<std::vector<std::uint32_t>> all_pids();

// With '?' for each byte that is neither printable ASCII nor one of `kept`: the name of a process
// or thread may hold any.
std::string plain(std::string text, std::string_view kept = "");

}  // namespace latido::monitor
