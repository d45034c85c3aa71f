#pragma once

#include "common/export/document.h"
#include "common/result.h"

#include <optional>

namespace latido::exports {

// The document as EN 16931 (EN 16931-1:2017, syntax binding CEN/TS 16931-3-2): UBL 2.1 Invoice
// (type 380) or CreditNote (type 381) in UTF-8, elements in the order of the OASIS schemas, figures
// as they were stored. Refused with NOT_EXPORTABLE, the field at fault and the reason: see
// exportable.h; with a CufeKey see cufe.h as well. Pure.
Result<Exported> to_ubl(const ExportedDocument& document,
                        const std::optional<CufeKey>& cufe_key = std::nullopt);

}  // namespace latido::exports
