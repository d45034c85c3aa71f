#pragma once

#include "common/proof/key.h"

#include <string>

namespace latido::command {

// From a file of `latido proof-key create`. Throws UsageError.
proof::SigningKey read_signing_key(const std::string& path);

// A new one, in a file that only its owner can read; never replaces a file.
proof::SigningKey make_signing_key(const std::string& path);

// 64 hex digits. Throws UsageError.
proof::PublicKey parse_public_key(const std::string& text);

}  // namespace latido::command
