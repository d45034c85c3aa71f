#pragma once

#include <string>

#include <capnp/blob.h>
#include <capnp/common.h>

namespace latido::command {

inline std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

// "10.50 EUR"; empty where there is no amount.
inline std::string with_currency(capnp::Text::Reader amount, capnp::Text::Reader currency) {
  return amount.size() == 0 ? "" : text_of(amount) + " " + text_of(currency);
}

}  // namespace latido::command
