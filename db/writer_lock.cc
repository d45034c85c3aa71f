#include "db/store.h"

#include <filesystem>
#include <system_error>

namespace latido::db {

std::optional<WriterLock> WriterLock::try_take(const std::string& store_path) {
  // One store, one lock, by whatever path it is reached.
  const std::string path = std::filesystem::weakly_canonical(store_path).string() + ".writer";
  try {
    auto lock = FileLock::try_take(path);
    if (!lock) return std::nullopt;
    return WriterLock(*std::move(lock));
  } catch (const std::system_error& error) {
    throw StoreError(std::string("the writer's lock: ") + error.what());
  }
}

}  // namespace latido::db
