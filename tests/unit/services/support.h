#pragma once

#include "comandos/command_service.h"
#include "db/store.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace latido::test {

// A folder that goes away with the object.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "latido-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] std::string store() const { return path_ + "/store.db"; }

 private:
  std::string path_;
};

inline constexpr std::int64_t kNow = 1'795'392'000'000;  // 2026-11-23

inline messaging::Request request(const std::string& payload, const std::string& token = "t") {
  return {token, {payload}};
}

inline std::string command(const std::string& key,
                           const std::string& body,
                           const std::string& tenant = "acme") {
  return R"({"tenant":")" + tenant + R"(","key":")" + key + R"(",)" + body + "}";
}

inline const std::string kSeries = R"("createSeries":{"series":"A","prefix":"A-"})";
inline const std::string kCustomer = R"("createCustomer":{"customerId":"C","name":"Clara"})";
inline const std::string kIssue =
    R"("issueInvoice":{"series":"A","customerId":"C","currency":"EUR","issueDate":"2026-11-20","lines":[)"
    R"({"name":"Paper","quantity":"2","unitPrice":"1.50","tax":{"category":"S","percent":"19"}}]})";

// One command, one turn; the payload of its answer.
inline std::string ask(comandos::CommandService& service, const std::string& payload) {
  return service.turn({request(payload)}, kNow).at(0).body.back();
}

// A writer on a store of its own.
struct Writer {
  void set_up_books() {
    ask(service_, command("s", kSeries));
    ask(service_, command("c", kCustomer));
  }

  TempFolder folder_;
  db::WriteStore store_{{.path = folder_.store()}};
  comandos::CommandService service_{store_};
};

}  // namespace latido::test
