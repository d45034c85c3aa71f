#pragma once

#include "common/country.h"

#include <string_view>

namespace latido::exports {

// With the prefix of a country, or EL for Greece, as a VAT identifier (BT-31, BT-48) must have it
// (BR-CO-09). Any other number goes out as BT-32 or as that of the legal entity.
inline bool is_vat_identifier(std::string_view tax_id) {
  const auto prefix = tax_id.substr(0, 2);
  return tax_id.size() > 2 && (is_country(prefix) || prefix == "EL");
}

}  // namespace latido::exports
