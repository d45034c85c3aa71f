#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace latido::wire {

// The JSON text with every \uXXXX escape of a printable character written as UTF-8 instead (RFC
// 8259, section 7), pairs of surrogates joined. Cap'n Proto 0.9's own codec takes lower-case hex
// digits for others and does not join pairs: it would put other characters on an invoice. Escapes
// of quotes, backslashes and control characters stay escapes. Nothing where an escape is cut or
// stands for half a pair. Pure.
std::optional<std::string> resolve_unicode_escapes(std::string_view json);

}  // namespace latido::wire
