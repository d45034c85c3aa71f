#pragma once

#include <string_view>

namespace latido::exports {

// With the prefix of a country, as a VAT identifier (BT-31, BT-48) must have it (BR-CO-09). Any
// other number goes out as BT-32 or as that of the legal entity.
inline bool is_vat_identifier(std::string_view tax_id) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return tax_id.size() > 2 && is_upper(tax_id[0]) && is_upper(tax_id[1]);
}

}  // namespace latido::exports
