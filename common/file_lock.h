#pragma once

#include <optional>
#include <string>

namespace latido {

// A lock on a file (flock), which the kernel drops when its holder dies, in whatever way. Programs
// that the holder starts do not inherit it: a lock lives as long as any copy of its descriptor.
class FileLock {
 public:
  // Nothing where another holds it. Throws std::system_error where the file cannot be made or
  // locked.
  static std::optional<FileLock> try_take(const std::string& path);

  // Opens the file, and makes it where it is missing; throws std::system_error where it cannot. Not
  // held yet. From here on it is this file, whatever becomes of its name.
  explicit FileLock(const std::string& path);
  // Whether it is held, now or since before; throws std::system_error where it cannot be locked.
  bool try_hold();
  [[nodiscard]] bool held() const { return held_; }

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  int fd_;
  bool held_ = false;
};

}  // namespace latido
