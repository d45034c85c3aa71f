#pragma once

#include "comandos/domain/document.h"

#include <cstdint>
#include <optional>
#include <string>

namespace latido::exports {

// The invoice that a credit note credits.
struct Credited {
  std::string number;  // printed
  Date issue_date;
};

// Of schema/queries.capnp.
struct Delivery {
  Date date;
  std::string country;
};

// What a document shows, as it was stored at issue: nothing of it is computed anew.
struct ExportedDocument {
  domain::Invoice document;  // the invoice, or CreditNote::document
  std::optional<domain::Seller> seller;
  std::optional<Credited> credited;      // where set, it is a credit note
  std::string reason;                    // of a credit note
  std::optional<Delivery> delivery{};    // from who asks: not in the books
  std::int64_t recorded_at_unix_ms = 0;  // of its event: the time of day of a CUFE
};

// Of schema/queries.capnp.
struct CufeKey {
  std::string technical_key;
  std::uint8_t environment = 1;  // 1 production, 2 test
};

struct Exported {
  std::string text;
  std::string cufe;  // empty where none was asked for
};

}  // namespace latido::exports
