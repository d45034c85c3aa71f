#pragma once

#include "comandos/domain/refusals.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// The invoices that money is to go to, as a command names them and as they are.
namespace latido::domain {

struct Targets {
  const std::vector<Allocation>& wanted;
  const std::vector<std::optional<InvoiceState>>& found;  // one for each
  Currency currency;                                      // of the money
};

// The path of one: "allocations[1].amount".
std::string allocation_field(std::size_t index, const char* part);

// UNKNOWN_INVOICE
Guard refuse_unknown(const Targets& targets);
// NOT_OPEN, CURRENCY_MISMATCH, WRONG_CUSTOMER, BAD_VALUE (an invoice twice), EXCEEDS_DUE: each for
// all of them before the next.
Guard refuse_targets(const Targets& targets, const std::string& customer_id);

// Nothing where the sum does not fit 64 bits.
std::optional<Minor> sum_of(const std::vector<Allocation>& allocations);

}  // namespace latido::domain
