#include "tests/unit/db/support/fault_vfs.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>

#include <sqlite3.h>

namespace latido::db::test {
namespace {

constexpr std::size_t kSectorBytes = 512;

FaultDisk* disk = nullptr;
sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs shim_vfs;

// SQLite sees the first member; the real file lies behind it in the same block.
struct ShimFile {
  sqlite3_file base;
  std::string* path;
};

std::size_t real_offset() { return (sizeof(ShimFile) + 15) / 16 * 16; }
ShimFile* shim(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file); }
sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + real_offset());
}

int file_close(sqlite3_file* f) {
  delete shim(f)->path;
  return real(f)->pMethods->xClose(real(f));
}
int file_read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, n, at);
}
int file_write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  if (const int error = disk->before(FaultDisk::Call::write, *shim(f)->path)) return error;
  disk->wrote(
      *shim(f)->path, at, std::string(static_cast<const char*>(from), static_cast<std::size_t>(n)));
  return real(f)->pMethods->xWrite(real(f), from, n, at);
}
int file_truncate(sqlite3_file* f, sqlite3_int64 size) {
  disk->truncated(*shim(f)->path, size);
  return real(f)->pMethods->xTruncate(real(f), size);
}
// The real sync is left out: what is durable is this disk's own affair.
int file_sync(sqlite3_file* f, int /*flags*/) {
  if (const int error = disk->before(FaultDisk::Call::sync, *shim(f)->path)) return error;
  disk->synced(*shim(f)->path);
  return SQLITE_OK;
}
int file_size(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int file_lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
int file_unlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
int file_reserved(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int file_control(sqlite3_file* f, int op, void* arg) {
  return real(f)->pMethods->xFileControl(real(f), op, arg);
}
int file_sector(sqlite3_file* /*f*/) { return kSectorBytes; }
int file_traits(sqlite3_file* /*f*/) { return 0; }  // promises nothing about power cuts
int file_shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** at) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, at);
}
int file_shm_lock(sqlite3_file* f, int at, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}
void file_shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int file_shm_unmap(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

constexpr sqlite3_io_methods kMethods{2,
                                      file_close,
                                      file_read,
                                      file_write,
                                      file_truncate,
                                      file_sync,
                                      file_size,
                                      file_lock,
                                      file_unlock,
                                      file_reserved,
                                      file_control,
                                      file_sector,
                                      file_traits,
                                      file_shm_map,
                                      file_shm_lock,
                                      file_shm_barrier,
                                      file_shm_unmap,
                                      nullptr,
                                      nullptr};

int vfs_open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  f->pMethods = nullptr;
  const int rc = real_vfs->xOpen(real_vfs, name, real(f), flags, out_flags);
  if (rc != SQLITE_OK) return rc;
  f->pMethods = &kMethods;
  shim(f)->path = new std::string(name == nullptr ? "" : name);
  disk->opened(*shim(f)->path);
  return SQLITE_OK;
}
int vfs_delete(sqlite3_vfs* /*vfs*/, const char* name, int sync) {
  disk->removed(name);
  return real_vfs->xDelete(real_vfs, name, sync);
}

}  // namespace

FaultDisk::FaultDisk() {
  sqlite3_initialize();
  disk = this;
  real_vfs = sqlite3_vfs_find("unix");
  shim_vfs = *real_vfs;
  shim_vfs.zName = "latido-fault";
  shim_vfs.pNext = nullptr;
  shim_vfs.szOsFile = static_cast<int>(real_offset()) + real_vfs->szOsFile;
  shim_vfs.xOpen = vfs_open;
  shim_vfs.xDelete = vfs_delete;
  sqlite3_vfs_register(&shim_vfs, 1);
}

FaultDisk::~FaultDisk() {
  sqlite3_vfs_unregister(&shim_vfs);
  sqlite3_vfs_register(real_vfs, 1);
  disk = nullptr;
}

int FaultDisk::before(Call call, const std::string& path) {
  ++calls_;
  return on_call ? on_call(call, calls_, path) : SQLITE_OK;
}

void FaultDisk::wrote(const std::string& path, std::int64_t offset, std::string bytes) {
  files_[path].pending.push_back({offset, std::move(bytes), false});
}

void FaultDisk::truncated(const std::string& path, std::int64_t size) {
  files_[path].pending.push_back({size, "", true});
}

void FaultDisk::synced(const std::string& path) {
  auto& file = files_[path];
  for (const auto& change : file.pending) apply(file.durable, change, [] { return true; });
  file.pending.clear();
}

void FaultDisk::mark_clean() {
  for (auto& [path, file] : files_) file.pending.clear();
}

void FaultDisk::removed(const std::string& path) { files_.erase(path); }

// What was there before this disk was watched counts as durable.
void FaultDisk::opened(const std::string& path) {
  if (path.empty() || files_.contains(path)) return;
  std::ifstream in(path, std::ios::binary);
  files_[path].durable.assign(std::istreambuf_iterator<char>(in), {});
}

void FaultDisk::apply(std::string& image, const Change& change, const std::function<bool()>& keep) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.truncates) {
    if (keep()) image.resize(offset);
    return;
  }
  for (std::size_t done = 0; done < change.bytes.size();) {
    const auto at = offset + done;
    const auto n = std::min(kSectorBytes - at % kSectorBytes, change.bytes.size() - done);
    if (keep()) {
      if (image.size() < at + n) image.resize(at + n);
      std::copy_n(change.bytes.begin() + static_cast<std::ptrdiff_t>(done),
                  n,
                  image.begin() + static_cast<std::ptrdiff_t>(at));
    }
    done += n;
  }
}

std::map<std::string, std::string> FaultDisk::after_power_cut(
    const std::function<bool()>& keep) const {
  std::map<std::string, std::string> images;
  for (const auto& [path, file] : files_) {
    if (path.empty()) continue;
    auto& image = images[path] = file.durable;
    for (const auto& change : file.pending) apply(image, change, keep);
  }
  return images;
}

}  // namespace latido::db::test
