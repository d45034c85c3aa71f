#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace latido::consultas {

// Which list a cursor belongs to. `filters`: all of them as one text; what may hold any text comes
// last or ends with a control character, so that no two lists say the same.
struct CursorOf {
  std::string_view query;
  std::string_view tenant;
  std::string filters;
};

// A page's end as text for the client: the numbers that make up its last row's key, and a check
// over them and the list, so that a cursor that was made up, cut or belongs to another list is
// refused. It grants nothing: the tenant always comes from the query itself. Pure.
std::string encode_cursor(const CursorOf& list, const std::vector<std::int64_t>& key);

// For numbers that no page can have ended with: the check tells a mistake, not a forger.
Rejection bad_cursor();

// `size`: numbers in the key. Refusal: BAD_CURSOR.
Result<std::vector<std::int64_t>> decode_cursor(const CursorOf& list,
                                                std::size_t size,
                                                std::string_view cursor);

}  // namespace latido::consultas
