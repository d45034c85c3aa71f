#include "common/chain.h"

namespace latido {

using std::string_view_literals::operator""sv;

Sha256 chain_start(std::string_view tenant_name) {
  return sha256({"latido chain 1\0"sv, tenant_name});
}

Sha256 chain_next(std::string_view previous_hash,
                  std::uint64_t position,
                  std::string_view payload) {
  return sha256({previous_hash, big_endian(position), payload});
}

}  // namespace latido
