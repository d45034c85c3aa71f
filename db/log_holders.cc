#include "db/log_holders.h"

#include <cstdint>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace latido::db {
namespace {

// Bytes of the -shm file that readers lock: SQLite's WAL_READ_LOCK(0) to (4).
constexpr std::int64_t kFirstReadLock = 123;
constexpr std::int64_t kLastReadLock = 127;

// The process that holds the lock of this line of /proc/locks, or 0 where it is another kind of
// lock: "1: POSIX  ADVISORY  READ 4711 08:02:131 124 124".
int holder(const std::string& line, ino_t inode) {
  std::istringstream fields(line);
  std::string number, kind, mode, access, file;
  int pid = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  if (!(fields >> number >> kind >> mode >> access >> pid >> file >> first >> last)) return 0;
  const bool same_file = file.substr(file.rfind(':') + 1) == std::to_string(inode);
  const bool read_lock = first <= kLastReadLock && last >= kFirstReadLock;
  return kind == "POSIX" && same_file && read_lock && pid != ::getpid() ? pid : 0;
}

std::string name_of(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(file, name);
  return (name.empty() ? "a program" : name) + " (process " + std::to_string(pid) + ")";
}

}  // namespace

std::string log_holders(const std::string& shm_path) {
  struct stat status {};
  if (::stat(shm_path.c_str(), &status) != 0) return "";
  std::set<int> pids;
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    if (const int pid = holder(line, status.st_ino); pid > 0) pids.insert(pid);
  }
  std::string text;
  for (const int pid : pids) text += (text.empty() ? "" : ", ") + name_of(pid);
  return text;
}

}  // namespace latido::db
