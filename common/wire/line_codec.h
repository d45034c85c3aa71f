#pragma once

#include "comandos/domain/document.h"
#include "common/result.h"

#include <string>
#include <vector>

#include "schema/commands.capnp.h"

// Reads and checks the lines of a document. Refusals name the field: lines[2].quantity. May throw
// kj::Exception.
namespace latido::wire {

inline constexpr std::size_t kMaxLines = 1000;

// How many there may be is checked, but not that there is one. What the catalogue is to fill in
// (catalogue.h) is left empty; a line that states no tax has Tax{}, which no line can state.
Result<std::vector<domain::Line>> read_lines(capnp::List<schema::Line>::Reader in,
                                             Currency currency);

// At document level: each states its tax.
Result<std::vector<domain::AllowanceCharge>> read_allowances(
    capnp::List<schema::AllowanceCharge>::Reader in, Currency currency);

}  // namespace latido::wire
