#pragma once

#include "common/money/date.h"
#include "common/result.h"
#include "consultas/queries/queries.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latido::consultas {

// The moment of a list's first page, which all that follow are of: after the event at `position`;
// 0: each page is of the books as they are by then. `day`: what the list took for today.
struct PageMoment {
  std::int64_t position = 0;
  Date day{};
};

// Which list a cursor belongs to. `asked`: Scope::asked. `filters`: all of them as one text; what
// may hold any text comes last or ends with a control character, so that no two lists say the same.
struct CursorOf {
  std::string_view query;
  std::string_view tenant;
  std::string filters;
  std::string_view asked{};
  PageMoment moment{};
};

// The list that a query in `scope` asks for.
CursorOf list_in(const Scope& scope, std::string_view query, std::string filters);

// A page's end as text for the client: the list's moment, the numbers that make up the last row's
// key, and a check over them and the list, so that a cursor that was made up, cut or belongs to
// another list is refused. It grants nothing: the tenant always comes from the query itself. Pure.
std::string encode_cursor(const CursorOf& list, const std::vector<std::int64_t>& key);

// For numbers that no page can have ended with: the check tells a mistake, not a forger.
Rejection bad_cursor();

// The moment that a cursor carries, unchecked: that is for decode_cursor(), with the list. Nothing:
// it carries none.
std::optional<PageMoment> moment_in(std::string_view cursor);

// `size`: numbers in the key; list.moment: moment_in() the cursor. Refusal: BAD_CURSOR.
Result<std::vector<std::int64_t>> decode_cursor(const CursorOf& list,
                                                std::size_t size,
                                                std::string_view cursor);

}  // namespace latido::consultas
