#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::command {

// A file that is written whole or not at all: under another name until close(), which makes it
// durable and renames it. Throws std::runtime_error that names the file.
class OutputFile {
 public:
  enum class Access : std::uint8_t { shared, owner_only };

  explicit OutputFile(std::string path, Access access = Access::shared);
  ~OutputFile();  // removes what was not closed
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  void close();
  // As close(), but refuses to replace a file that is there.
  void close_as_new();

 private:
  void flush();
  [[noreturn]] void fail(const char* what) const;

  std::string path_;
  std::string temporary_;
  int fd_;
};

}  // namespace latido::command
