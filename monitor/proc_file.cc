#include "monitor/proc_file.h"

#include "monitor/file_descriptor.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr std::size_t kSizeMax = 4096;

}  // namespace

tl::expected<std::string, int> read_proc(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return tl::make_unexpected(errno);
  std::array<char, kSizeMax> buffer{};
  const auto size = ::read(file.get(), buffer.data(), buffer.size());
  if (size < 0) return tl::make_unexpected(errno);
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

}  // namespace latido::monitor
