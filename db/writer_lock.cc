#include "db/store.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace latido::db {

std::optional<WriterLock> WriterLock::try_take(const std::string& store_path) {
  // One store, one lock, by whatever path it is reached.
  const std::string path = std::filesystem::weakly_canonical(store_path).string() + ".writer";
  // Not inherited by programs that this one starts: a lock lives as long as any copy of its
  // descriptor.
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    throw StoreError("cannot make the writer's lock " + path + ": " + std::strerror(errno));
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return WriterLock(fd);
  const int why = errno;
  ::close(fd);
  if (why == EWOULDBLOCK) return std::nullopt;
  throw StoreError("cannot lock " + path + ": " + std::strerror(why));
}

WriterLock::WriterLock(WriterLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

WriterLock::~WriterLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace latido::db
