#pragma once

#include "common/export/document.h"
#include "common/result.h"

namespace latido::exports {

// Whether EN 16931 can carry the document. NOT_EXPORTABLE, with the rule broken: no seller, a party
// without country (BR-09, BR-11) or with one that is none (BR-CL-14), a seller without tax id
// (BR-CO-26), a currency with more than 2 decimals (BR-DEC-*), categories that may not stand
// together or need other tax ids than there are (category_rules.h), the rounding profile cfdi
// (BT-131), and sums that other rounding profiles than its own lead to: lines that do not add up to
// their total (BR-CO-10), groups whose base is not their lines' (BR-S-08 and its like) or whose tax
// is a currency unit or more away from base x rate (BR-CO-17, with its tolerance). Pure.
Checked check_exportable(const ExportedDocument& document);

}  // namespace latido::exports
