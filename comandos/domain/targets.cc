#include "comandos/domain/targets.h"

#include "common/money/rounding.h"

#include <algorithm>
#include <utility>

namespace latido::domain {
namespace {

// The first refusal of `guard`, which is asked of each place in turn.
template <class Guarded>
Guard first_refusal(const Targets& targets, Guarded guard) {
  for (std::size_t i = 0; i < targets.wanted.size(); ++i) {
    if (Guard refusal = guard(i)) return refusal;
  }
  return std::nullopt;
}

Guard refuse_stranger(const InvoiceState& invoice,
                      const std::string& customer_id,
                      std::string field) {
  if (invoice.customer_id == customer_id) return std::nullopt;
  return Rejection{
      Code::wrong_customer,
      std::move(field),
      "Invoice " + invoice.number + " is not one of the customer " + customer_id + "."};
}

Guard refuse_twice(const std::vector<Allocation>& wanted, std::size_t index) {
  const auto here = wanted.begin() + static_cast<std::ptrdiff_t>(index);
  const bool before = std::any_of(wanted.begin(), here, [&](const Allocation& earlier) {
    return earlier.invoice == here->invoice;
  });
  if (!before) return std::nullopt;
  return Rejection{Code::bad_value,
                   allocation_field(index, "invoiceId"),
                   "The invoice is named twice; add the amounts up."};
}

Guard refuse_too_much(const InvoiceState& invoice, Minor amount, std::string field) {
  if (amount <= invoice.outstanding()) return std::nullopt;
  return Rejection{Code::exceeds_due,
                   std::move(field),
                   "Only " + to_text(invoice.outstanding(), invoice.currency) +
                       " is due on invoice " + invoice.number + "."};
}

}  // namespace

std::string allocation_field(std::size_t index, const char* part) {
  return "allocations[" + std::to_string(index) + "]." + part;
}

Guard refuse_unknown(const Targets& targets) {
  return first_refusal(targets, [&](std::size_t i) -> Guard {
    if (targets.found[i]) return std::nullopt;
    return no_such_invoice(allocation_field(i, "invoiceId"));
  });
}

Guard refuse_targets(const Targets& targets, const std::string& customer_id) {
  auto refusal = first_refusal(targets, [&](std::size_t i) {
    return refuse_settled(*targets.found[i], allocation_field(i, "invoiceId"));
  });
  if (refusal) return refusal;
  refusal = first_refusal(targets, [&](std::size_t i) {
    const auto& invoice = *targets.found[i];
    return refuse_currency(targets.currency,
                           invoice.currency,
                           "Invoice " + invoice.number,
                           allocation_field(i, "invoiceId"));
  });
  if (refusal) return refusal;
  refusal = first_refusal(targets, [&](std::size_t i) {
    return refuse_stranger(*targets.found[i], customer_id, allocation_field(i, "invoiceId"));
  });
  if (refusal) return refusal;
  refusal = first_refusal(targets, [&](std::size_t i) { return refuse_twice(targets.wanted, i); });
  if (refusal) return refusal;
  return first_refusal(targets, [&](std::size_t i) {
    return refuse_too_much(
        *targets.found[i], targets.wanted[i].amount, allocation_field(i, "amount"));
  });
}

std::optional<Minor> sum_of(const std::vector<Allocation>& allocations) {
  std::optional<Minor> sum = 0;
  for (const auto& one : allocations) {
    sum = checked_add(*sum, one.amount);
    if (!sum) break;
  }
  return sum;
}

}  // namespace latido::domain
