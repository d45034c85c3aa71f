#pragma once

#include "db/sqlite.h"

#include <cstddef>
#include <string>
#include <vector>

namespace latido::db {

// A table of the read model, as a scratch database that holds nothing else has it.
struct ModelTable {
  std::string name;
  std::vector<std::string> columns;  // those of the key first, in its order; none that is computed
  std::size_t key_columns = 0;
};

std::vector<ModelTable> model_tables(Connection& scratch);

// "a, b, c": the first `count` of them.
std::string list_columns(const std::vector<std::string>& columns, std::size_t count);

}  // namespace latido::db
