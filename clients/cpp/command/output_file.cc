#include "clients/cpp/command/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace latido::command {
namespace {

constexpr mode_t kShared = 0666;  // less the umask
constexpr mode_t kOwnerOnly = 0600;

}  // namespace

OutputFile::OutputFile(std::string path, Access access)
    : path_(std::move(path)),
      temporary_(path_ + ".part-" + std::to_string(::getpid())),
      fd_(::open(temporary_.c_str(),
                 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                 access == Access::owner_only ? kOwnerOnly : kShared)) {
  if (fd_ < 0) fail("cannot be written");
}

OutputFile::~OutputFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

void OutputFile::fail(const char* what) const {
  throw std::runtime_error(path_ + " " + what + ": " + std::strerror(errno) + ".");
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void OutputFile::flush() {
  if (::fsync(fd_) != 0) fail("cannot be written");
}

void OutputFile::close() {
  flush();
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be written");
  ::close(std::exchange(fd_, -1));
}

void OutputFile::close_as_new() {
  flush();
  if (::link(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be made");
  ::unlink(temporary_.c_str());
  ::close(std::exchange(fd_, -1));
}

}  // namespace latido::command
