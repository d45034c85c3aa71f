#include "clients/cpp/command/proof_key.h"

#include "clients/cpp/command/input.h"
#include "clients/cpp/command/output_file.h"
#include "clients/cpp/command/usage_error.h"
#include "common/proof/text.h"

namespace latido::command {

proof::SigningKey read_signing_key(const std::string& path) {
  if (auto key = proof::SigningKey::from_hex(read_input(path))) return *key;
  throw UsageError(path + " holds no key of latido proof-key create.");
}

proof::SigningKey make_signing_key(const std::string& path) {
  auto key = proof::SigningKey::generate();
  OutputFile file(path, OutputFile::Kind::secret);
  file.write(key.seed_hex() + '\n');
  file.close();
  return key;
}

proof::PublicKey parse_public_key(const std::string& text) {
  proof::PublicKey key{};
  if (proof::read_hex(text, key)) return key;
  throw UsageError("--public-key " + text + " is not 64 lower-case hex digits.");
}

}  // namespace latido::command
