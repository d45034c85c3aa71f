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
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) fail(errno, "cannot make " + path);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return FileLock(fd);
  const int why = errno;
  ::close(fd);
  if (why == EWOULDBLOCK) return std::nullopt;
  fail(why, "cannot lock " + path);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace latido
