#pragma once

#include <string_view>

namespace latido {

// ISO 3166-1 alpha-2, and as in the code list of EN 16931 (BR-CL-14) also 1A (Kosovo) and XI
// (Northern Ireland). Upper case only. Pure.
bool is_country(std::string_view code);

}  // namespace latido
