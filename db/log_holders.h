#pragma once

#include <string>

namespace latido::db {

// The other processes that are within a read transaction, as "consultas (process 4711), python3
// (process 4712)", by the kernel's list of locks on the store's -shm file. Empty where the kernel
// shows none. Never opens the file: closing it again would drop SQLite's own locks.
std::string log_holders(const std::string& shm_path);

}  // namespace latido::db
