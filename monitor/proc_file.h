#pragma once

#include <string>

#include <tl/expected.hpp>

namespace latido::monitor {

// What a file of /proc holds, its first 4 KiB; or the errno that says why it cannot be had. /proc
// is memory: this does not wait for a disk.
tl::expected<std::string, int> read_proc(const std::string& path);

}  // namespace latido::monitor
