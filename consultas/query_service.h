#pragma once

#include "common/messaging/worker.h"
#include "db/reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace latido::consultas {

// Answers one query from one read-only connection; every figure in an answer is of one moment. One
// thread; several services may read the same store side by side.
class QueryService {
 public:
  explicit QueryService(db::ReadStore& store) : store_(store) {}

  // The reply's frames; always an answer, never a throw for what a client sent. Throws
  // db::StoreError.
  std::vector<std::string> answer(const messaging::Request& request, std::int64_t now_unix_ms);

 private:
  db::ReadStore& store_;
};

}  // namespace latido::consultas
