#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

// A disk between SQLite and the real one, for tests: fails the call that it is told to, and knows
// at each moment what would be left after the power went. Registered as SQLite's default for the
// whole process as long as it lives; one at a time, one thread.
namespace latido::db::test {

class FaultDisk {
 public:
  enum class Call { write, sync };

  FaultDisk();
  ~FaultDisk();
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;

  // Asked before each write and sync (with its number from 1 and the file's path): 0 lets it
  // through, otherwise the SQLite error to answer with. A failed sync leaves the data unsynced, a
  // failed write writes nothing.
  std::function<int(Call, std::uint64_t number, const std::string& path)> on_call;

  // What the disk would hold if the power went now: all that was synced, and of each write since
  // then those sectors of 512 bytes that `keep` says. Files by path.
  [[nodiscard]] std::map<std::string, std::string> after_power_cut(
      const std::function<bool()>& keep) const;

  // What was not synced stays visible, but no later sync brings it onto the disk: what a kernel may
  // do after a sync that failed.
  void mark_clean();

  [[nodiscard]] std::uint64_t calls() const { return calls_; }

  // For the shim itself.
  int before(Call call, const std::string& path);
  void wrote(const std::string& path, std::int64_t offset, std::string bytes);
  void truncated(const std::string& path, std::int64_t size);
  void synced(const std::string& path);
  void removed(const std::string& path);
  void opened(const std::string& path);

 private:
  struct Change {
    std::int64_t offset;
    std::string bytes;
    bool truncates;  // to `offset` bytes
  };
  struct File {
    std::string durable;
    std::vector<Change> pending;
  };
  static void apply(std::string& image, const Change& change, const std::function<bool()>& keep);

  std::map<std::string, File> files_;
  std::uint64_t calls_ = 0;
};

}  // namespace latido::db::test
