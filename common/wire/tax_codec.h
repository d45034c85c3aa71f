#pragma once

#include "comandos/domain/document.h"
#include "common/result.h"

#include <string>
#include <string_view>

namespace latido::wire {

// Category and percent as EN 16931 allows them together. A refusal names `prefix` + "category" or
// "percent": MISSING_FIELD, BAD_TAX and those of parse_percent.
Result<domain::Tax> read_tax(std::string_view category,
                             std::string_view percent,
                             const std::string& prefix);

// S, Z, E and so on. The view lives for ever.
std::string_view category_name(domain::TaxCategory category);

}  // namespace latido::wire
