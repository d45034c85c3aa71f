#pragma once

#include "common/result.h"
#include "db/reader.h"

#include <string>
#include <string_view>

namespace latido::consultas {

// A page's end as text for the client: (issue date, id) and a check over them, the tenant and the
// filters, so that a cursor that was made up, cut or belongs to another list is refused. It grants
// nothing: the tenant always comes from the query itself. Pure.
std::string encode_cursor(const std::string& tenant,
                          const db::InvoiceFilter& filter,
                          const db::PageKey& key);

// Refusal: BAD_CURSOR.
Result<db::PageKey> decode_cursor(const std::string& tenant,
                                  const db::InvoiceFilter& filter,
                                  std::string_view cursor);

}  // namespace latido::consultas
