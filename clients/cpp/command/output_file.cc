#include "clients/cpp/command/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace latido::command {
namespace {

constexpr mode_t kShared = 0666;  // less the umask
constexpr mode_t kOwnerOnly = 0600;
constexpr int kLinksMax = 40;  // as Linux has it

[[noreturn]] void fail_at(const std::string& path, const char* what, int error) {
  throw std::runtime_error(path + " " + what + ": " + std::strerror(error) + ".");
}

// Where the symlinks lead to, also where nothing is there yet.
std::string behind_links(const std::string& path) {
  std::filesystem::path target = path;
  std::error_code none;
  for (int links = 0; std::filesystem::is_symlink(target, none); ++links) {
    if (links == kLinksMax) fail_at(path, "cannot be written", ELOOP);
    target = target.parent_path() / std::filesystem::read_symlink(target, none);
  }
  return target.string();
}

bool is_there_and_no_regular_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

std::string beside(const std::string& path) { return path + ".part-" + std::to_string(::getpid()); }

}  // namespace

OutputFile::OutputFile(std::string path, Kind kind)
    : kind_(kind),
      path_(kind == Kind::secret || is_there_and_no_regular_file(path) ? std::move(path)
                                                                       : behind_links(path)),
      temporary_(kind == Kind::replacing && is_there_and_no_regular_file(path_) ? ""
                                                                                : beside(path_)),
      fd_(open()) {
  if (fd_ < 0) fail("cannot be written");
}

OutputFile::~OutputFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

int OutputFile::open() const {
  if (temporary_.empty()) return ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return ::open(temporary_.c_str(),
                O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                kind_ == Kind::secret ? kOwnerOnly : kShared);
}

void OutputFile::fail(const char* what) const { fail_at(path_, what, errno); }

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void OutputFile::close() {
  if (!temporary_.empty()) {
    if (::fsync(fd_) != 0) fail("cannot be written");
    give_name();
  }
  ::close(std::exchange(fd_, -1));
}

void OutputFile::give_name() const {
  if (kind_ == Kind::replacing) {
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be written");
    return;
  }
  // A link, other than a rename, is refused where something has the name already.
  if (::link(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be made");
  ::unlink(temporary_.c_str());
}

}  // namespace latido::command
