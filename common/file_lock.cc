#include "common/file_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace latido {
namespace {

[[noreturn]] void fail(int why, const std::string& what) {
  throw std::system_error(why, std::generic_category(), what);
}

}  // namespace

std::optional<FileLock> FileLock::try_take(const std::string& path) {
  FileLock lock(path);
  if (!lock.try_hold()) return std::nullopt;
  return lock;
}

FileLock::FileLock(const std::string& path)
    : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (fd_ < 0) fail(errno, "cannot make " + path);
}

bool FileLock::try_hold() {
  if (held_) return true;
  held_ = ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
  if (!held_ && errno != EWOULDBLOCK) fail(errno, "cannot lock");
  return held_;
}

FileLock::FileLock(FileLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), held_(std::exchange(other.held_, false)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(held_, other.held_);
  return *this;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace latido
