#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::command {

// A file that is written whole or not at all: under another name until close(), which makes it
// durable and renames it. What a symlink leads to is replaced, not the link. What is there and is
// no regular file (a pipe, a device) stays what it is: bytes go into it as they come. Throws
// std::runtime_error that names the file.
class OutputFile {
 public:
  // `secret`: only its owner can read it, and nothing that is there is replaced or written into.
  enum class Kind : std::uint8_t { replacing, secret };

  explicit OutputFile(std::string path, Kind kind = Kind::replacing);
  ~OutputFile();  // removes what was not closed
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  void close();

 private:
  [[nodiscard]] int open() const;
  void give_name() const;
  [[noreturn]] void fail(const char* what) const;

  Kind kind_;
  std::string path_;
  std::string temporary_;  // empty: written into directly
  int fd_;
};

}  // namespace latido::command
