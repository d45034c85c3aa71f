#pragma once

#include "clients/cpp/command/resolve.h"

#include <string>
#include <vector>

#include "schema/commands.capnp.h"

namespace latido::command {

// "INVOICE=AMOUNT" each, by id or printed number. Throws UsageError; explains a number that there
// is not.
struct Allocated {
  std::string invoice_id;
  std::string amount;
};
tl::expected<std::vector<Allocated>, ExitCode> read_allocations(
    Session& session, const std::vector<std::string>& texts);

void fill(capnp::List<schema::Allocation>::Builder out, const std::vector<Allocated>& allocations);

}  // namespace latido::command
