#pragma once

#include <string>

#include <capnp/blob.h>

namespace latido::wire {

// Sets a text, or leaves it null where it is empty: fewer bytes, nothing to show in JSON, and it
// reads back as empty.
template <class Setter>
void put(const std::string& text, Setter setter) {
  if (!text.empty()) setter(capnp::Text::Reader(text.c_str(), text.size()));
}

}  // namespace latido::wire
