#pragma once

#include "common/export/document.h"
#include "common/result.h"

namespace latido::exports {

// What EN 16931 asks of the parties of a document, of its delivery, and of its other tax
// categories, for the categories on it. NOT_EXPORTABLE, naming the rule. That a seller has some tax
// id, which S, Z, E, AE, L and M ask for (BR-S-02 and its like), is checked elsewhere, since all
// documents need one. `document` has a seller. Pure.
Checked check_categories(const ExportedDocument& document);

}  // namespace latido::exports
