#pragma once

#include <optional>
#include <string>

namespace latido {

// A lock on a file (flock), which the kernel drops when its holder dies, in whatever way. Programs
// that the holder starts do not inherit it: a lock lives as long as any copy of its descriptor.
class FileLock {
 public:
  // Makes the file where it is missing. Nothing where another holds it. Throws std::system_error
  // where the file cannot be made or locked.
  static std::optional<FileLock> try_take(const std::string& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace latido
