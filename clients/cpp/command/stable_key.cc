#include "clients/cpp/command/stable_key.h"

#include "common/ids.h"

namespace latido::command {
namespace {

constexpr std::size_t kHexDigits = 32;  // 128 bits

}  // namespace

std::string stable_key(std::string_view kind, std::string_view path, std::string_view content) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  const auto hash = sha256({name, "/", content});
  return std::string(kind) + "-" + to_hex(as_bytes(hash)).substr(0, kHexDigits);
}

}  // namespace latido::command
